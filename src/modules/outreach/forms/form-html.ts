import { createHash } from 'node:crypto'
import type { Locale } from '../../../kernel/sentence.ts'
import { noticePath } from '../notice-page/page.ts'
import { escaped } from '../../../kernel/public-page.ts'
import { pageTexts } from '../page/texts.ts'
import type { FormField } from '../tables.ts'
import { channelNames } from '../vocabulary.ts'
import type { FormContent, ShownBox } from './form-content.ts'
import { formTexts } from './form-texts.ts'

/** Where forms are. */
export const formPath = '/consent'

/** What may be put into a form that is served: never which box is ticked. */
type Filled = { token: string; values: Readonly<Partial<Record<FormField, string>>>; message: string }

const blank: Filled = { token: '', values: {}, message: '' }

const inputModes: Readonly<Record<FormField, string>> = { name: 'autocomplete="name"', mobile: 'inputmode="tel" autocomplete="tel"', email: 'inputmode="email" autocomplete="email"' }

/** A box: always empty. Browsers that would tick it again after a reload are told not to. */
const box = (name: string, value: string, label: string): string =>
  `<label class="box"><input type="checkbox" name="${name}" value="${value}" autocomplete="off"><span>${escaped(label)}</span></label>`

const boxesOf = ({ noticeId, version, title, plainText, sensitive, purpose, channels }: ShownBox, locale: Locale): string => {
  const t = formTexts[locale]
  const what = pageTexts[locale].purpose[purpose]
  return `<fieldset><legend>${escaped(title)}</legend>${sensitive ? `<p class="mark">${t.separately}</p>` : ''}<p class="text">${escaped(plainText)}</p>`
    + `<p><a href="${noticePath}/${noticeId}/${version}" target="_blank" rel="noopener">${t.read}</a></p>`
    + `${channels.map((channel) => box('tick', `${noticeId}:${channel}`, t.agree(what, channelNames[channel][locale]))).join('')}</fieldset>`
}

const childPart = (locale: Locale): string => {
  const t = formTexts[locale]
  return `<fieldset><legend>${t.guardian}</legend>${box('under14', 'yes', t.under14)}${box('guardian', 'yes', t.guardianAgrees)}`
    + `<label class="field">${t.relation}<select name="relation" autocomplete="off"><option value="">${t.choose}</option>`
    + `<option value="parent">${t.parent}</option><option value="other-guardian">${t.otherGuardian}</option></select></label></fieldset>`
}

/** The form as HTML, without script. Every box in it is empty; there is nothing by which one could be ticked. */
export const formHtml = (content: FormContent, locale: Locale, { token, values, message }: Filled = blank): string => {
  const t = formTexts[locale]
  const field = (name: FormField): string =>
    `<label class="field">${t.fields[name]}<input type="text" name="${name}" maxlength="254" required ${inputModes[name]} value="${escaped(values[name] ?? '')}"></label>`
  return `${content.company === null ? '' : `<p class="soft">${escaped(content.company)}</p>`}<h1>${escaped(content.title)}</h1>`
    + (message === '' ? '' : `<p class="warn" role="alert">${escaped(message)}</p>`)
    + (content.intro === '' ? '' : `<p class="text">${escaped(content.intro)}</p>`)
    + `<form method="post" action="${formPath}/${content.id}"><input type="hidden" name="token" value="${token}">`
    + content.fields.map(field).join('')
    + content.boxes.map((each) => boxesOf(each, locale)).join('')
    + (content.minors === 'guardian' ? childPart(locale) : `<p class="soft">${t.notForChildren}</p>`)
    + `<button type="submit" class="main">${content.confirmByCode ? t.sendForCode : t.send}</button></form><p class="soft">${t.free}</p>`
}

/** SHA-256, in hex, of the words of an empty form: what consents given by it refer to. */
export const formDigest = (html: string): string => createHash('sha256').update(html).digest('hex')
