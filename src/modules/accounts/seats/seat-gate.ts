import { defineGate } from '../../../kernel/gate.ts'
import { fewestAdministrators } from '../core-gate.ts'
import { administers, postsForRight, type SeatRight } from './rights.ts'

export type GrantFacts = {
  right: SeatRight
  accountActive: boolean
  personActive: boolean
  /** Posts that the person holds. */
  posts: readonly string[]
  hasSeat: boolean
  core: boolean
  byPassword: boolean
  endsAt: Date | null
  now: Date
}

/** Whether somebody may be given a seat on an account. */
export const grantGate = defineGate<GrantFacts>([
  {
    code: 'seat.account-closed',
    otherwise: 'deny',
    sentence: { zh: '账号已停用，不能再授予席位', en: 'The account is closed; no seat can be granted on it' },
    holds: ({ accountActive }) => accountActive,
  },
  {
    code: 'seat.person-not-active',
    otherwise: 'deny',
    sentence: { zh: '席位只能授予在岗人员', en: 'Only an active person can be given a seat' },
    holds: ({ personActive }) => personActive,
  },
  {
    code: 'seat.post-does-not-allow',
    otherwise: 'deny',
    sentence: {
      zh: '此人的岗位用不到这项权限，请改选权限，或先调整岗位',
      en: 'The posts of this person do not need this right; choose another right, or change the posts first',
    },
    holds: ({ personActive, posts, right }) => !personActive || posts.some((post) => postsForRight[right].includes(post)),
  },
  {
    code: 'seat.held-already',
    otherwise: 'deny',
    sentence: {
      zh: '此人在这个账号上已有席位，请先收回再改授',
      en: 'This person has a seat on the account already; withdraw it before granting another',
    },
    holds: ({ hasSeat }) => !hasSeat,
  },
  {
    code: 'seat.core-by-password',
    otherwise: 'deny',
    sentence: {
      zh: '核心账号不能靠共用密码授予席位，请在平台上邀请或扫码绑定本人',
      en: 'A seat on a core account is not given by a shared password; invite or bind the person at the platform',
    },
    holds: ({ core, byPassword }) => !core || !byPassword,
  },
  {
    code: 'seat.end-not-ahead',
    otherwise: 'deny',
    sentence: { zh: '到期时间须晚于现在', en: 'The end must lie in the future' },
    holds: ({ endsAt, now }) => endsAt === null || endsAt > now,
  },
])

export type WithdrawFacts = {
  right: SeatRight
  core: boolean
  accountActive: boolean
  personActive: boolean
  /** Active people with a live seat as owner or administrator, this one included. */
  administrators: number
}

/** Whether a seat may be withdrawn. One of somebody who left always may, and must. */
export const withdrawGate = defineGate<WithdrawFacts>([
  {
    code: 'seat.last-administrators',
    otherwise: 'deny',
    sentence: {
      zh: '收回后这个核心账号的管理员将不足 {fewest} 名，请先增加一名管理员',
      en: 'Without this seat the core account would have fewer than {fewest} administrators; add one first',
    },
    holds: ({ right, core, accountActive, personActive, administrators }) =>
      !core || !accountActive || !personActive || !administers.has(right) || administrators > fewestAdministrators,
    params: () => ({ fewest: fewestAdministrators }),
  },
])
