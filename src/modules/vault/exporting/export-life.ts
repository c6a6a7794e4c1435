import type { Sentence } from '../../../kernel/sentence.ts'

export const exportStates = {
  asked: { zh: '等待同意', en: 'Waits for agreement' },
  making: { zh: '正在生成', en: 'Being made' },
  ready: { zh: '可下载', en: 'Ready' },
  refused: { zh: '未同意', en: 'Refused' },
  withdrawn: { zh: '已取消', en: 'Cancelled' },
  lapsed: { zh: '逾期未决，已作废', en: 'Lapsed undecided' },
  destroyed: { zh: '文件已销毁', en: 'File destroyed' },
} as const satisfies Record<string, Sentence>

export type ExportState = keyof typeof exportStates

/** Which state may follow which. Whatever is not here is the end. */
const next: Readonly<Partial<Record<ExportState, readonly ExportState[]>>> = {
  asked: ['making', 'refused', 'withdrawn', 'lapsed'],
  making: ['ready', 'withdrawn'],
  ready: ['destroyed'],
}

/** Whether an export may go from one state to another. */
export const mayFollow = (from: ExportState, to: ExportState): boolean => next[from]?.includes(to) === true

export const exportTimes = {
  /** Hours for which the file is kept. */
  keptHours: 24,
  /** Hours that the second person has; then the company's desk tells of it. */
  decideHours: 24,
  /** Hours after which nobody's agreement is waited for any more. */
  lapseHours: 72,
  /** Downloads, of which the last one destroys the file. */
  downloads: 3,
  /** Years for which a leaked file can be traced: as long as an action may be brought (民法典第一百八十八条). Then the keys of marks go. */
  tracedYears: 3,
  /** Seconds without a step after which the job is asked for again. */
  stalledSeconds: 5,
} as const

export const exportBounds = {
  /** Rows of a workbook: more than that takes Excel and us too long. */
  workbookRows: 20_000,
  rows: 100_000,
  /** Customers that are named one by one. */
  ids: 1_000,
  /** Exports that wait, are made or can be downloaded at once: of one person, and of all. Each holds a sealed file for a day. */
  openOfPerson: 20,
  openOfAll: 200,
} as const
