import type { Sentence } from '../../../../kernel/sentence.ts'

/** Why a reading is unusual, in words and numbers. */
export const readingReasons = {
  'bulk.opened': {
    zh: '今天查看了 {count} 位客户的原文，平时约 {usual} 位（中位数）',
    en: 'Opened the data of {count} customers today; usual are about {usual} (median)',
  },
  'bulk.hour': {
    zh: '一小时内查看了 {count} 位客户的原文，平时最忙的一小时约 {usual} 位',
    en: 'Opened the data of {count} customers within an hour; the busiest hour usually has {usual}',
  },
  'bulk.searched': { zh: '今天查找了 {count} 次，平时约 {usual} 次', en: 'Searched {count} times today; usual are about {usual}' },
  'bulk.seen': {
    zh: '今天在列表和客户页中翻看了 {count} 位客户，平时约 {usual} 位',
    en: 'Went through {count} customers in lists and on pages today; usual are about {usual}',
  },
  'bulk.elsewhere': {
    zh: '今天翻看了其他部门的 {count} 位客户，平时约 {usual} 位',
    en: 'Went through {count} customers of other departments today; usual are about {usual}',
  },
  'bulk.exported': {
    zh: '最近七天申请导出了 {count} 位客户，平时一周约 {usual} 位',
    en: 'Asked to export {count} customers within seven days; usual in a week are about {usual}',
  },
  ceiling: { zh: '今天查看了 {count} 位客户的原文，超过每天 {limit} 位的上限', en: 'Opened the data of {count} customers today, above the most of a day, {limit}' },
  drip: {
    zh: '最近 {days} 个有查看的日子平均每天 {count} 位，此前约 {usual} 位，同岗位的人没有这样增长',
    en: 'Over the last {days} days with readings {count} customers a day; before about {usual}, and colleagues did not grow like that',
  },
  'in-order': {
    zh: '最近查看的 {window} 位客户中，有 {count} 位是按登记先后依次查看的',
    en: 'Of the last {window} customers opened, {count} were in the order of registration',
  },
  nearby: { zh: '24 小时内有 {count} 次查找或查看的号码与前面的相邻', en: '{count} numbers searched or opened within 24 hours lie next to others' },
  night: { zh: '夜间查看、查找了 {count} 次，此前 60 天里夜间很少查看', en: '{count} readings at night, which were rare in the 60 days before' },
  'rest-day': { zh: '休息日查看、查找了 {count} 次，此前 60 天里休息日很少查看', en: '{count} readings on a day of rest, which were rare in the 60 days before' },
  leaving: { zh: '将在 {days} 天后离职，查看量高于平时', en: 'Leaves in {days} days, and reads more than usual' },
  curiosity: { zh: '同一位客户一天内已有 {count} 人查看', en: '{count} people looked at the same customer within a day' },
  'decoy.found': { zh: '查找到了诱饵客户', en: 'Found a decoy customer by a search' },
  'decoy.viewed': { zh: '打开了诱饵客户的页面', en: 'Opened the page of a decoy customer' },
  'decoy.opened': { zh: '查看了诱饵客户的原文', en: 'Opened the data of a decoy customer' },
} as const satisfies Record<string, Sentence>

export type ReadingReasonCode = keyof typeof readingReasons
