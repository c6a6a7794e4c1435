import type { FrontAnswer } from '../../../kernel/front.ts'
import type { Locale } from '../../../kernel/sentence.ts'
import { escaped, publicPage } from '../../../kernel/public-page.ts'
import { pageTexts } from '../page/texts.ts'
import { type Channel, channelNames, type ConsentPurpose } from '../vocabulary.ts'
import { formPath } from './form-html.ts'
import { formTexts } from './form-texts.ts'

type Way = { locale: Locale; framedBy?: readonly string[] }

/** Asks for the code that was sent to the phone. */
export const codePage = (pending: string, message: string, { locale, framedBy = [] }: Way): FrontAnswer => {
  const t = formTexts[locale]
  return publicPage({
    status: message === '' ? 200 : 422,
    locale,
    title: t.codeTitle,
    framedBy,
    namesItself: true,
    html:
      `<h1>${t.codeTitle}</h1>${message === '' ? '' : `<p class="warn" role="alert">${escaped(message)}</p>`}<p>${t.codeText}</p>`
      + `<form method="post" action="${formPath}/code"><input type="hidden" name="pending" value="${pending}">`
      + `<label class="field">${t.code}<input type="text" name="code" maxlength="6" required inputmode="numeric" autocomplete="one-time-code"></label>`
      + `<button type="submit" class="main">${t.confirm}</button></form>`,
  })
}

type Given = readonly { title: string; purpose: ConsentPurpose; channel: Channel }[]

const list = (given: Given, locale: Locale): string =>
  `<ul>${given
    .map(({ title, purpose, channel }) => `<li>${escaped(`${title}：${formTexts[locale].agree(pageTexts[locale].purpose[purpose], channelNames[channel][locale])}`)}</li>`)
    .join('')}</ul>`

/** What was recorded, and the link by which it is withdrawn. */
export const givenPage = (given: Given, { withdrawal, origin, locale, framedBy = [] }: Way & { withdrawal: string; origin: string }): FrontAnswer => {
  const t = formTexts[locale]
  const link = `${origin}${formPath}/withdraw/${withdrawal}`
  return publicPage({
    status: 200,
    locale,
    title: t.done,
    framedBy,
    html: `<h1>${t.done}</h1><p>${t.given}</p>${list(given, locale)}<p>${t.doneText}</p><p>${t.keepLink}<br><a href="${escaped(link)}" target="_blank" rel="noopener">${escaped(link)}</a></p>`,
  })
}

/** One button, and it is withdrawn. */
export const withdrawalPage = (
  { sender, given, stands }: { sender: string | null; given: Given; stands: boolean },
  { token, locale }: Way & { token: string },
): FrontAnswer => {
  const t = formTexts[locale]
  const title = stands ? t.withdrawTitle : t.withdrawn
  return publicPage({
    status: 200,
    locale,
    title,
    html:
      `${sender === null ? '' : `<p class="soft">${escaped(sender)}</p>`}<h1>${title}</h1>`
      + (stands
        ? `<p>${t.withdrawText}</p>${list(given, locale)}<form method="post" action="${formPath}/withdraw/${escaped(token)}"><button type="submit" class="main">${t.withdraw}</button></form>`
        : `<p>${t.withdrawnText}</p>`),
  })
}
