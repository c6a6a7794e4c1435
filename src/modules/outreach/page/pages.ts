import type { FrontAnswer } from '../../../kernel/front.ts'
import { escaped, publicPage } from '../../../kernel/public-page.ts'
import type { Locale } from '../../../kernel/sentence.ts'
import { type Channel, channels, type ConsentPurpose } from '../vocabulary.ts'
import { namesOf, pageTexts } from './texts.ts'

export type LinkState = {
  sender: string | null
  channel: Channel
  purpose: ConsentPurpose
  unsubscribed: readonly Channel[]
  undoable: readonly Channel[]
}

/** A button of a form that leads back to the same address: it works without script. */
type Button = { action: 'channel' | 'all' | 'undo'; text: string; main?: boolean }

const button = ({ action, text, main = false }: Button): string =>
  `<form method="post"><input type="hidden" name="action" value="${action}">`
  + `<button type="submit"${main ? ' class="main"' : ''}>${escaped(text)}</button></form>`

type Page = { status: number; locale: Locale; title: string; text: string; buttons: readonly Button[]; hint: string; sender?: string | null }

const page = ({ status, locale, title, text, buttons, hint, sender = null }: Page): FrontAnswer =>
  publicPage({
    status,
    locale,
    title,
    html: `${sender === null ? '' : `<p class="soft">${escaped(sender)}</p>`}<h1>${escaped(title)}</h1><p>${escaped(text)}</p>${buttons.map(button).join('')}`
      + `${hint === '' ? '' : `<footer><p class="soft">${escaped(hint)}</p></footer>`}`,
  })

/** What the link shows: the question, or that it is done, with the way back. */
export const linkPage = (state: LinkState, locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  const what = t.purpose[state.purpose]
  const all: Button = { action: 'all', text: t.fromAll(what) }
  if (!state.unsubscribed.includes(state.channel)) {
    const channel = namesOf([state.channel], locale)
    return page({
      status: 200,
      locale,
      title: t.title(what),
      text: t.question(what, channel),
      buttons: [{ action: 'channel', text: t.fromChannel(channel), main: true }, all],
      hint: t.still,
      sender: state.sender,
    })
  }
  const undoable = state.undoable.length > 0
  return page({
    status: 200,
    locale,
    title: t.done,
    text: t.doneText(what, namesOf(channels.filter((channel) => state.unsubscribed.includes(channel)), locale)),
    buttons: [
      ...(state.unsubscribed.length < channels.length ? [{ action: 'all', text: t.alsoFromAll(what) } as const] : []),
      ...(undoable ? [{ action: 'undo', text: t.undo } as const] : []),
    ],
    hint: undoable ? t.undoHint : t.still,
    sender: state.sender,
  })
}

/** Said after the way back was taken. */
export const undonePage = (sender: string | null, locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  return page({ status: 200, locale, title: t.undone, text: t.undoneText, buttons: [], hint: t.still, sender })
}

/** Said of a link that is not ours, of too many calls, and of a defect. */
export const refusalPage = (status: number, detail: string, locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  const [title, text] =
    status >= 500 ? [t.busy, t.later] : status === 404 ? [t.wrong, t.wrongText] : [status === 429 ? t.busy : t.wrong, detail]
  return page({ status, locale, title, text, buttons: [], hint: '' })
}
