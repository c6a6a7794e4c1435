import { defineGate } from '../../kernel/gate.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { DocumentFault } from '../../screening/documents/index.ts'

/** An attached document whose text cannot be checked, and why. */
export type UnreadableAttachment = { name: string; fault: DocumentFault }

export type AttachmentFacts = { unreadable: readonly UnreadableAttachment[] }

const sentences: Readonly<Record<DocumentFault, Sentence>> = {
  encrypted: {
    zh: '附件{names}设有密码，无法检查其中的文字。请取消密码后重新上传，或者移除该附件。',
    en: '{names}: protected by a password, so its text cannot be checked. Upload it without one, or remove it.',
  },
  broken: {
    zh: '附件{names}已损坏或不完整，无法检查其中的文字。请用原来的软件打开，另存一份后重新上传，或者移除该附件。',
    en: '{names}: damaged or incomplete. Open it in its own program, save it anew and upload that, or remove it.',
  },
  'old-format': {
    zh: '附件{names}是旧版 Office 格式，无法检查其中的文字。请另存为 .docx 或 .xlsx 后重新上传，或者移除该附件。',
    en: '{names}: an old Office format. Save it as .docx or .xlsx and upload that, or remove it.',
  },
  unsupported: {
    zh: '附件{names}的格式无法检查其中的文字（例如演示文稿）。请另存为 PDF 后重新上传，或者移除该附件。',
    en: '{names}: the text of this format (slides, for one) cannot be checked. Save it as PDF and upload that, or remove it.',
  },
  'too-large': {
    zh: '附件{names}的页数、单元格数或文字数超过一次可检查的上限。请拆成几份后重新上传，或者移除该附件。',
    en: '{names}: more pages, cells or characters than can be checked at once. Split it and upload the parts, or remove it.',
  },
  'too-slow': {
    zh: '附件{names}读取用时过长，未能检查。请用原来的软件另存一份或拆成几份后重新上传，或者移除该附件。',
    en: '{names}: reading it took too long. Save it anew or split it and upload that, or remove it.',
  },
}

const namesOf = ({ unreadable }: AttachmentFacts, fault: string): string =>
  unreadable
    .filter((one) => one.fault === fault)
    .map(({ name }) => `“${name}”`)
    .join('、')

/** One requirement for each way in which a document cannot be read: what was not checked does not go out. */
export const attachmentRequirements: Parameters<typeof defineGate<AttachmentFacts>>[0] = Object.entries(sentences).map(
  ([fault, sentence]) => ({
    code: `submission.attachment-${fault}`,
    otherwise: 'deny',
    sentence,
    holds: (facts) => namesOf(facts, fault) === '',
    params: (facts) => ({ names: namesOf(facts, fault) }),
  }),
)

/** Can every attached document be checked? */
export const attachmentGate = defineGate(attachmentRequirements)
