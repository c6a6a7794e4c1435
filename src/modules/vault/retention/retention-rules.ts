import { addDays, addMonths, endOfBeijingDay } from '../../../kernel/calendar/beijing-time.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { Basis } from '../origin.ts'

/** What data of one basis are for, how long they are kept after the last change, and where it is written. */
export type RetentionRule = { purpose: Sentence; months: number; law: Sentence }

/**
 * The periods as shipped; a company sets its own. 个人信息保护法第十九条: no longer than the purpose needs; 第四十七条第一款第一、
 * 二项: what is over is erased without being asked.
 */
export const shippedRetention: Readonly<Record<Basis, RetentionRule>> = {
  consent: {
    purpose: { zh: '会员服务与营销', en: 'Membership and marketing' },
    months: 24,
    law: { zh: '个人信息保护法第十九条、第四十七条第一款', en: 'PIPL, articles 19 and 47, first paragraph' },
  },
  contract: {
    purpose: { zh: '订单履行与售后', en: 'Orders and after-sales' },
    months: 36,
    law: { zh: '电子商务法第三十一条；民法典第一百八十八条（诉讼时效三年）', en: 'E-Commerce Law, article 31; Civil Code, article 188 (limitation of three years)' },
  },
  'legal-duty': {
    purpose: { zh: '履行法定义务', en: 'Legal duties' },
    months: 36,
    law: { zh: '个人信息保护法第十九条；各该义务的规定', en: 'PIPL, article 19, and the law of each duty' },
  },
}

/** A shorter period waits so long before it is in force. */
export const shorterAfterDays = 7

/** Periods that a company may choose, in months. */
export const retentionBounds = { least: 1, most: 360 } as const

export type RetentionFacts = {
  state: 'active' | 'restricted' | 'erased'
  /** Days in Beijing, YYYY-MM-DD. */
  changedOn: string
  keptUntil: string | null
  today: string
  months: number
}

/** The last day on which the data may be kept for their purpose. */
export const keptUntilFor = ({ changedOn, months }: Pick<RetentionFacts, 'changedOn' | 'months'>): string => addMonths(changedOn, months)

/**
 * What is to be done with a customer today. Once the period is over they are erased, or restricted while the law demands
 * keeping (个人信息保护法第四十七条第二款); the restricted are erased when that is over. The day of the end still counts.
 */
export const retentionVerdict = (facts: RetentionFacts): 'keep' | 'restrict' | 'erase' => {
  const { state, keptUntil, today } = facts
  const heldByLaw = keptUntil !== null && keptUntil >= today
  if (state === 'erased') return 'keep'
  if (state === 'restricted') return heldByLaw ? 'keep' : 'erase'
  if (keptUntilFor(facts) >= today) return 'keep'
  return heldByLaw ? 'restrict' : 'erase'
}

/**
 * The moment before which a customer must have been changed last for the period to be over on a day: the same rule, turned
 * round for a query.
 */
export const overBefore = (today: string, months: number): Date => {
  let first = addMonths(today, -months)
  // Months end on their last day (民法典第二百零二条), so some days have no counterpart.
  while (addMonths(first, months) < today) first = addDays(first, 1)
  return endOfBeijingDay(addDays(first, -1))
}

/** The months in force at a moment, of what a company set. */
export const monthsAt = (
  row: { months: number; before_months: number; in_force_at: Date } | undefined,
  shipped: number,
  now: Date,
): number => (row === undefined ? shipped : now >= row.in_force_at ? row.months : row.before_months)
