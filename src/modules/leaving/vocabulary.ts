import type { Sentence } from '../../kernel/sentence.ts'

export const leavingPermissions = {
  'leaving.view': { zh: '查看离职办理与权限残留', en: 'See leavings, and what anybody could still reach' },
  'leaving.manage': { zh: '办理离职', en: 'Carry out leavings' },
} as const satisfies Record<string, Sentence>

export const leavingEvents = {
  'leaving.planned': { zh: '登记离职', en: 'A leaving was entered' },
  'leaving.changed': { zh: '修改离职计划', en: 'The plan of a leaving was changed' },
  'leaving.cancelled': { zh: '撤回离职计划', en: 'A planned leaving was cancelled' },
  'leaving.carried-out': { zh: '办理离职', en: 'A leaving was carried out' },
  'leaving.blocked': { zh: '离职到期未能办理', en: 'A leaving was due and could not be carried out' },
  'leaving.item-withdrawn': { zh: '离职事项已收回', en: 'An item of a leaving was withdrawn' },
  'leaving.item-left': { zh: '离职事项待办理', en: 'An item of a leaving is still to be done' },
  'leaving.item-refused': { zh: '离职事项被外部平台拒绝，转人工', en: 'The outside refused an item of a leaving' },
  'leaving.viewed': { zh: '查看离职办理', en: 'Leavings were viewed' },
  'leaving.reach-viewed': { zh: '查看人员还能接触什么', en: 'What a person could still reach was viewed' },
  'leaving.certificate-issued': { zh: '出具权限收回证明', en: 'A certificate of withdrawal was issued' },
} as const satisfies Record<string, Sentence>

/** What holders record in the transaction of a leaving; each belongs to its own module. */
export const recordedOfOthers = [
  'person.left',
  'session.ended',
  'api-key.revoked',
  'posts.changed',
  'temporary-post.ended',
  'temporary-post.request-withdrawn',
  'department.changed',
  'review.released',
  'obligation.handed-over',
  'obligation.cancelled',
] as const

export type LeavingEvent = keyof typeof leavingEvents | (typeof recordedOfOthers)[number]
export type LeavingPermission = keyof typeof leavingPermissions
