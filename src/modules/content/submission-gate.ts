import { defineGate } from '../../kernel/gate.ts'
import { hasAdMark } from './ad-mark.ts'
import { hasAiLabel } from './ai-label.ts'
import { channelTraits } from './channels.ts'
import type { MaterialFields } from './material-fields.ts'
import { type AttachmentFacts, attachmentRequirements } from './unreadable-attachments.ts'

export type SubmissionFacts = AttachmentFacts & {
  fields: MaterialFields
  /** The target accounts that exist, with their state. */
  accounts: readonly { id: string; active: boolean }[]
}

/** What the labels of a text depend on: enough to answer while somebody is still typing. */
export type LabelFacts = {
  fields: Pick<MaterialFields, 'title' | 'copy' | 'channel' | 'advertising' | 'aiGenerated'>
}

const labelRequirements: Parameters<typeof defineGate<LabelFacts>>[0] = [
  {
    code: 'submission.ad-mark',
    otherwise: 'deny',
    sentence: {
      zh: '这是一则广告，须在标题或正文开头显著标明“广告”二字，例如“【广告】”；“推广”“赞助”“AD”不能代替。',
      en: 'Advertising must show the word 广告 in the title or where the copy begins, as 【广告】; 推广, 赞助 or AD do not do.',
    },
    law: '广告法第十四条；互联网广告管理办法第九条',
    holds: ({ fields }) =>
      !fields.advertising || !channelTraits[fields.channel].marksAdvertising || hasAdMark(fields),
  },
  {
    code: 'submission.ai-label',
    otherwise: 'deny',
    sentence: {
      zh: '内容由人工智能生成或合成，须在标题或正文中标明，例如“内容由AI生成”。',
      en: 'This was made by AI: say so in the title or the copy, for example 内容由AI生成.',
    },
    law: '人工智能生成合成内容标识办法第四条、第十条',
    holds: ({ fields }) => !fields.aiGenerated || hasAiLabel(fields),
  },
]

/** Does the text carry the labels that the law demands of it? */
export const labelGate = defineGate(labelRequirements)

/**
 * May this material enter review? What no reviewer could ever let pass is stopped here, before it costs anybody's
 * time. The mark 广告 is a requirement of its own and no finding, so that nobody can overrule it.
 */
export const submissionGate = defineGate<SubmissionFacts>([
  ...labelRequirements,
  {
    code: 'submission.consent',
    otherwise: 'deny',
    sentence: {
      zh: '私信、群发和短信须事先取得对方同意，请填写依据的是哪一项同意（例如告知书名称、版本和取得方式）。',
      en: 'Private and group messages and SMS need consent first; say on which this one rests (notice, version).',
    },
    law: '广告法第四十三条；互联网广告管理办法第十七条',
    holds: ({ fields }) => !channelTraits[fields.channel].pushed || (fields.audienceConsent ?? '').trim() !== '',
  },
  {
    code: 'submission.accounts',
    otherwise: 'deny',
    sentence: {
      zh: '请至少选择一个发布账号；批准只对选定的账号有效。',
      en: 'Choose at least one account; the approval holds for the chosen accounts only.',
    },
    holds: ({ fields }) => fields.accountIds.length > 0,
  },
  {
    code: 'submission.accounts-active',
    otherwise: 'deny',
    sentence: {
      zh: '所选账号中有 {count} 个不存在或已停用，请重新选择。',
      en: '{count} of the chosen accounts do not exist or are closed; choose again.',
    },
    holds: (facts) => unusable(facts) === 0,
    params: (facts) => ({ count: unusable(facts) }),
  },
  ...attachmentRequirements,
])

const unusable = ({ fields, accounts }: SubmissionFacts): number => {
  const usable = new Set(accounts.filter(({ active }) => active).map(({ id }) => id))
  return fields.accountIds.filter((id) => !usable.has(id)).length
}
