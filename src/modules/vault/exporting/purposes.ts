import type { Sentence } from '../../../kernel/sentence.ts'

/** What a list of customers is taken out for. */
export const exportPurposes = {
  campaign: { zh: '营销活动触达', en: 'A campaign' },
  delivery: { zh: '批量发货、上门', en: 'Deliveries or visits' },
  'after-sales': { zh: '售后、回访', en: 'After-sales' },
  analysis: { zh: '统计分析', en: 'Statistics' },
  'legal-duty': { zh: '履行法定义务', en: 'A legal duty' },
} as const satisfies Record<string, Sentence>

export type ExportPurpose = keyof typeof exportPurposes
