import type { z } from 'zod'
import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import type { FrontAnswer } from '../../../kernel/front.ts'
import { escaped, publicPage } from '../../../kernel/public-page.ts'
import type { Locale } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import type { viewOwn } from '../own/view-own.ts'
import { type ContactKind, type RequestKind, rightsPath } from '../vocabulary.ts'
import { pageTexts } from './texts.ts'

type View = z.output<(typeof viewOwn)['output']>
type Own = View['requests'][number]
type Told = { notice: string } | { said: string; status: number } | null

/** A form that leads back to the same address: it works without script, and nothing of it gets into an address. */
const form = (fields: Readonly<Record<string, string>>, inside: string): string =>
  `<form method="post" action="${rightsPath}" autocomplete="off">${Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('')}${inside}</form>`

const button = (text: string, main = false): string => `<button type="submit"${main ? ' class="main"' : ''}>${escaped(text)}</button>`
const paragraph = (text: string, soft = false): string => (text === '' ? '' : `<p${soft ? ' class="soft"' : ''}>${escaped(text)}</p>`)
const back = (locale: Locale): string => `<p><a href="${rightsPath}">${escaped(pageTexts[locale].back)}</a></p>`

/** Where everybody comes in: nothing is shown, and nothing asked but by what one proves who one is. */
export const entrancePage = ({ company, ways }: { company: string | null; ways: readonly ContactKind[] }, locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  const [only, ...others] = ways
  const wayNames = { mobile: t.mobile, email: t.email }
  const choice =
    only !== undefined && others.length > 0
      ? `<label for="kind">${escaped(t.wayOf)}</label><select id="kind" name="kind">${ways
          .map((way) => `<option value="${way}">${escaped(wayNames[way])}</option>`)
          .join('')}</select>`
      : ''
  const label = only !== undefined && others.length === 0 ? wayNames[only] : t.contact
  const asking =
    only === undefined
      ? paragraph(t.noWay)
      : form(
          { step: 'code', ...(others.length === 0 ? { kind: only } : {}) },
          `${choice}<label for="contact">${escaped(label)}</label>`
            + `<input id="contact" name="contact" required maxlength="254" aria-describedby="contact-hint">`
            + `<p class="soft" id="contact-hint">${escaped(t.contactHint)}</p>${button(t.getCode, true)}`,
        )
  return publicPage({
    status: 200,
    locale,
    title: t.title,
    html: `${paragraph(company ?? '', true)}<h1>${escaped(t.title)}</h1>${paragraph(t.intro)}${asking}`
      + `${only === undefined ? '' : `<footer>${paragraph(t.otherWay, true)}</footer>`}`,
  })
}

/** The same whoever asked. */
export const codePage = (
  { proof, kind, said = null, status = 200 }: { proof: string; kind: ContactKind | null; said?: string | null; status?: number },
  locale: Locale,
): FrontAnswer => {
  const t = pageTexts[locale]
  return publicPage({
    status,
    locale,
    title: t.codeTitle,
    html: `<h1>${escaped(t.codeTitle)}</h1>${said === null ? paragraph(kind === null ? '' : t.codeSent) : `<p role="alert">${escaped(said)}</p>`}${form(
      { step: 'prove', proof },
      `<label for="code">${escaped(t.code)}</label><input id="code" name="code" inputmode="numeric" pattern="[0-9]{6}" maxlength="6" required autofocus>`
        + button(t.go, true),
    )}<footer>${paragraph(t.codeHint, true)}<p><a href="${rightsPath}">${escaped(t.again)}</a></p></footer>`,
  })
}

export const endPage = (locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  return publicPage({ status: 200, locale, title: t.ended, html: `<h1>${escaped(t.ended)}</h1>${paragraph(t.endedText)}${back(locale)}` })
}

/** A term in days ends at 24:00 of its last day. */
export const lastDayOf = (dueAt: string): string => beijingDate(new Date(new Date(dueAt).getTime() - 1))

const ownRequest = (session: string, own: Own, locale: Locale): string => {
  const t = pageTexts[locale]
  const at = (iso: string): string => shanghaiTime(new Date(iso))
  const about = { session, id: own.id }
  const lastDay = own.due === null ? '' : lastDayOf(own.due.at)
  const due = own.due === null ? '' : own.due.paused ? t.paused : t.due(lastDay) + (own.due.provisional ? t.provisional : '')
  const fetching = (format: string, text: string): string => form({ step: 'fetch', ...about, format }, button(text))
  return `<section class="card"><h2>${escaped(t.kinds[own.kind].title)} · ${escaped(t.states[own.state])}</h2>`
    + paragraph(`${own.number} · ${t.received(at(own.receivedAt))}`, true)
    + paragraph(due)
    + (own.refusal === null
      ? ''
      : `${paragraph(t.refused)}${paragraph(own.refusal.reason + t.lawOf(own.refusal.law))}`)
    + (own.outcome.length === 0 ? '' : `<ul>${own.outcome.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`)
    + (own.note === null ? '' : paragraph(`${t.note}${own.note}`))
    + (own.state === 'refused' ? paragraph(t.remedies, true) : '')
    + (own.copyUntil === null
      ? ''
      : `${paragraph(t.copy(at(own.copyUntil)))}<div class="row">${fetching('pdf', t.pdf)}${fetching('xlsx', t.xlsx)}${fetching('json', t.json)}</div>`)
    + (own.endedAt === null ? '' : fetching('certificate', t.certificate))
    + (own.canReply && own.question !== null
      ? paragraph(t.asked) + paragraph(own.question)
        + form(
          { step: 'reply', ...about },
          `<label for="reply-${own.id}">${escaped(t.reply)}</label><textarea id="reply-${own.id}" name="text" maxlength="2000" required></textarea>${button(t.replyButton, true)}`,
        )
      : '')
    + (own.canWithdraw ? form({ step: 'withdraw', ...about }, button(t.takeBack)) : '')
    + '</section>'
}

const order: readonly RequestKind[] = ['access', 'export', 'correct', 'delete', 'withdraw', 'object']

const newRequest = (session: string, kind: RequestKind, { correctable }: View, locale: Locale): string => {
  const t = pageTexts[locale]
  const { title, hint, button: send } = t.kinds[kind]
  const choices = `<option value="">${escaped(t.choose)}</option>${correctable
    .map(({ holder, key, title: name }) => `<option value="${escaped(`${holder}|${key}`)}">${escaped(name)}</option>`)
    .join('')}`
  const pair = (at: 1 | 2, legend: string): string =>
    `<fieldset><legend>${escaped(legend)}</legend><label for="key${at}">${escaped(t.which)}</label>`
    + `<select id="key${at}" name="key${at}"${at === 1 ? ' required' : ''}>${choices}</select><label for="value${at}">${escaped(t.right)}</label>`
    + `<input id="value${at}" name="value${at}" maxlength="500"${at === 1 ? ' required' : ''}></fieldset>`
  const reach = (value: 'marketing' | 'all', text: string): string =>
    `<label class="choice"><input type="radio" name="reach" value="${value}" required>${escaped(text)}</label>`
  const inside = {
    correct: kind === 'correct' ? pair(1, t.one) + pair(2, t.two) : '',
    reach:
      kind === 'withdraw' || kind === 'object'
        ? `<fieldset><legend>${escaped(t.reachLegend)}</legend>${reach('marketing', t.marketing)}${reach('all', t.all)}</fieldset>`
        : '',
  }
  return `<details><summary>${escaped(title)}</summary>${form(
    { step: 'submit', session, kind },
    `${paragraph(hint)}${inside.correct}${inside.reach}<label for="text-${kind}">${escaped(t.more)}</label>`
      + `<textarea id="text-${kind}" name="text" maxlength="2000"></textarea>${button(send, true)}`,
  )}</details>`
}

/** What the person sees after the proof: states and dates, the answers to fetch, and what can be asked for. */
export const deskPage = ({ session, view, told }: { session: string; view: View; told: Told }, locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  const message =
    told === null ? '' : 'notice' in told ? `<p role="status">${escaped(told.notice)}</p>` : `<p role="alert">${escaped(told.said)}</p>`
  return publicPage({
    status: told !== null && 'status' in told ? told.status : 200,
    locale,
    title: t.deskTitle,
    wide: true,
    html: `${paragraph(view.company ?? '', true)}<h1>${escaped(t.deskTitle)}</h1>${message}${paragraph(t.until(shanghaiTime(new Date(view.until))), true)}`
      + `<h2>${escaped(t.mine)}</h2>${view.requests.length === 0 ? paragraph(t.none) : view.requests.map((own) => ownRequest(session, own, locale)).join('')}${paragraph(t.told[view.toldBy ?? 'none'], true)}`
      + `<h2>${escaped(t.fresh)}</h2>${order.map((kind) => newRequest(session, kind, view, locale)).join('')}`
      + `<footer><div class="row">${form({ step: 'show', session }, button(t.refresh))}${form({ step: 'end', session }, button(t.end))}</div></footer>`,
  })
}

/** Said of what cannot go on, of too many calls, and of a defect. */
export const refusalPage = (status: number, detail: string, locale: Locale): FrontAnswer => {
  const t = pageTexts[locale]
  const [title, text] = status >= 500 && status !== 503 ? [t.busy, t.later] : [status === 429 ? t.busy : t.wrong, detail]
  return publicPage({ status, locale, title, html: `<h1>${escaped(title)}</h1><p role="alert">${escaped(text)}</p>${back(locale)}` })
}
