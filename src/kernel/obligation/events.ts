import type { Sentence } from '../sentence.ts'

/** What can happen to an obligation, as the ledger shows it. */
export const obligationEvents = {
  'obligation.opened': { zh: '时限任务开始计时', en: 'An obligation started to run' },
  'obligation.met': { zh: '时限任务已完成', en: 'An obligation was met' },
  'obligation.cancelled': { zh: '时限任务已取消', en: 'An obligation was cancelled' },
  'obligation.paused': { zh: '时限任务暂停计时', en: 'The clock of an obligation was stopped' },
  'obligation.resumed': { zh: '时限任务恢复计时', en: 'The clock of an obligation went on' },
  'obligation.reckoned-anew': { zh: '节假日安排公布，重新计算期限', en: 'A deadline was reckoned anew, since the holidays are known now' },
  'obligation.extended': { zh: '时限任务已延期', en: 'An obligation was given a later deadline' },
  'obligation.handed-over': { zh: '时限任务已转给他人', en: 'An obligation was handed over to somebody else' },
  'obligation.reminded': { zh: '已提醒时限任务的责任人', en: 'The owner of an obligation was reminded' },
  'obligation.breached': { zh: '时限任务已逾期', en: 'An obligation was not kept in time' },
} as const satisfies Record<string, Sentence>

export type ObligationEvent = keyof typeof obligationEvents
