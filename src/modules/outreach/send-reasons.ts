import type { Sentence } from '../../kernel/sentence.ts'

/** What the reasons of the send gate are called in a list of counts; the gate says each in a sentence. */
const titles: Readonly<Record<string, Sentence>> = {
  'person-unknown': { zh: '查无此人', en: 'Unknown' },
  restricted: { zh: '信息已限制处理', en: 'Data are restricted' },
  'no-consent': { zh: '没有同意', en: 'No consent' },
  'consent-outdated': { zh: '告知书已变更，须重新征求同意', en: 'To be asked again' },
  withdrawn: { zh: '已撤回同意', en: 'Consent withdrawn' },
  unsubscribed: { zh: '已退订', en: 'Unsubscribed' },
  minor: { zh: '不满十四周岁，没有监护人同意', en: 'Under 14, no guardian' },
  'cap-reached': { zh: '本月已达上限', en: 'Cap reached' },
  'quiet-hours': { zh: '免打扰时段', en: 'Quiet hours' },
  'copy-not-approved': { zh: '文案没有通过审核', en: 'Copy not approved' },
  'no-way-out': { zh: '文案没有退订方式', en: 'No way out in the copy' },
  'platform-limit': { zh: '达到平台限制', en: 'Platform limit' },
}

/** Unknown codes are their own title. */
export const reasonTitle = (code: string): Sentence => titles[code] ?? { zh: code, en: code }
