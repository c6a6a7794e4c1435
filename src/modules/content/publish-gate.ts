import { defineGate } from '../../kernel/gate.ts'
import type { MaterialState } from './life-cycle.ts'

export type PassedLevel = { level: 'self' | 'department' | 'legal'; reviewerId: string }

export type PublishFacts = {
  state: MaterialState
  /** Digest that the caller names, of the approval of the latest version (null: none), and of that version. */
  namedDigest: string
  approvedDigest: string | null
  currentDigest: string
  approvedAt: Date | null
  /** Levels that passed on this version. */
  passed: readonly PassedLevel[]
  writerIds: readonly string[]
  targetAccountIds: readonly string[]
  accountId: string
  accountActive: boolean
  /** Whether the account is a core one, and whether this session may act on such accounts. */
  accountCore: boolean
  onCoreAccounts: boolean
  url: string
  publishedAt: Date
  now: Date
}

const longestUrl = 1000
const minute = 60_000

/** Whether an address is one that anybody can open and that carries no name or password. */
export const isPublicUrl = (text: string): boolean => {
  if (text.length > longestUrl || !URL.canParse(text)) return false
  const { href, protocol, hostname, username, password } = new URL(text)
  // It is kept as `href`, where a Chinese character takes nine.
  if (href.length > longestUrl) return false
  return protocol === 'https:' && hostname.includes('.') && username === '' && password === ''
}

/** Whether three different people passed the three levels, and none but the first wrote at it (ACC-2). */
export const passedByThree = (passed: readonly PassedLevel[], writerIds: readonly string[]): boolean =>
  passed.length === 3 &&
  new Set(passed.map(({ level }) => level)).size === 3 &&
  new Set(passed.map(({ reviewerId }) => reviewerId)).size === 3 &&
  passed.every(({ level, reviewerId }) => writerIds.includes(reviewerId) === (level === 'self'))

/** May this be recorded as published there? What goes out is what was approved, to the letter (CNT-1). */
export const publishGate = defineGate<PublishFacts>([
  {
    code: 'publish.not-approved',
    otherwise: 'deny',
    sentence: {
      zh: '这份物料的当前版本尚未获得批准，不能发布。',
      en: 'The present version of this material is not approved; it must not be published.',
    },
    law: '互联网广告管理办法第七条',
    holds: ({ state, approvedDigest }) => (state === 'approved' || state === 'published') && approvedDigest !== null,
  },
  {
    code: 'publish.digest',
    otherwise: 'deny',
    sentence: {
      zh: '要发布的内容与批准的内容不一致，请刷新核对；改动后须重新审核。',
      en: 'What is to be published differs from what was approved; reload and compare. A change needs a new review.',
    },
    law: '互联网广告管理办法第七条',
    holds: ({ namedDigest, approvedDigest, currentDigest }) =>
      namedDigest === approvedDigest && approvedDigest === currentDigest,
  },
  {
    code: 'publish.three-levels',
    otherwise: 'deny',
    sentence: {
      zh: '自查、部门审核、法务审核须由三位不同的人完成，这一版本不满足。',
      en: 'Self-check, department and legal review must be passed by three different people; this version was not.',
    },
    holds: ({ passed, writerIds }) => passedByThree(passed, writerIds),
  },
  {
    code: 'publish.account',
    otherwise: 'deny',
    sentence: {
      zh: '该账号不在批准的发布账号之内，或已停用。',
      en: 'This account is not among those that the approval names, or it is closed.',
    },
    holds: ({ targetAccountIds, accountId, accountActive }) => accountActive && targetAccountIds.includes(accountId),
  },
  {
    code: 'publish.core-account',
    otherwise: 'deny',
    sentence: {
      zh: '这是核心账号，须用安全密钥登录后才能操作。请在“我的账号”中验证或添加可用于核心账号的安全密钥。',
      en: 'This is a core account: it is open after a sign-in with a security key. Verify yours, or add one on your account page.',
    },
    holds: ({ accountCore, onCoreAccounts }) => !accountCore || onCoreAccounts,
  },
  {
    code: 'publish.url',
    otherwise: 'deny',
    sentence: {
      zh: '请填写以 https:// 开头、可以打开的发布链接，链接中不得带有用户名或密码。',
      en: 'Give the address of the publication: it begins with https:// and carries no user name or password.',
    },
    holds: ({ url }) => isPublicUrl(url),
  },
  {
    code: 'publish.future',
    otherwise: 'deny',
    sentence: { zh: '发布时间不能晚于现在。', en: 'The time of publication cannot lie in the future.' },
    holds: ({ publishedAt, now }) => publishedAt.getTime() <= now.getTime(),
  },
  {
    code: 'publish.before-approval',
    otherwise: 'deny',
    sentence: {
      zh: '发布时间早于批准时间：未经批准的发布不能登记，请联系法务处理。',
      en: 'It was published before it was approved: that cannot be recorded as regular; turn to legal.',
    },
    // The form knows minutes, the approval milliseconds: the minute of the approval itself is not before it.
    holds: ({ publishedAt, approvedAt }) =>
      approvedAt === null || publishedAt.getTime() >= Math.floor(approvedAt.getTime() / minute) * minute,
  },
])
