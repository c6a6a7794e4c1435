import type { Sentence } from '../../../kernel/sentence.ts'

/** Why somebody needs to see personal data in clear. */
export const readingPurposes = {
  contact: { zh: '与客户联系', en: 'To reach the customer' },
  delivery: { zh: '发货、上门', en: 'Delivery or visit' },
  'after-sales': { zh: '售后、投诉', en: 'After-sales or complaint' },
  verify: { zh: '核实身份', en: 'To verify who it is' },
  'subject-request': { zh: '办理本人的查阅、更正请求', en: 'A request of the person' },
  'legal-duty': { zh: '履行法定义务', en: 'A legal duty' },
} as const satisfies Record<string, Sentence>

export type ReadingPurpose = keyof typeof readingPurposes
