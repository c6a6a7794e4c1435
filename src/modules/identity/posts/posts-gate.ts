import { defineGate, type Gate } from '../../../kernel/gate.ts'
import type { Reason } from '../../../kernel/decision.ts'
import { conflictsAmong, type PermissionMatrix, postTitle } from './permission-matrix.ts'

export const administratorPost = 'security-administrator'
export const headPost = 'department-head'
export const auditorPost = 'auditor'

export type PostsFacts = {
  /** Null for a job or machine. */
  actorId: string | null
  personId: string
  before: readonly string[]
  after: readonly string[]
  /** Posts that they hold for some hours at present. */
  temporary: readonly string[]
  /** Whether the actor holds for good the right to give posts; true for a job or machine. */
  actorForGood: boolean
  /** Whether the person can sign in at present. */
  active: boolean
  /** Active security administrators besides this person. */
  otherAdministrators: number
  /** How many other people, suspended ones left out, hold each post that is bounded; by post id. */
  otherHolders: Readonly<Record<string, number>>
}

const samePosts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((post) => b.includes(post))

const rules = defineGate<PostsFacts>([
  {
    code: 'posts.own',
    otherwise: 'deny',
    sentence: {
      zh: '不能变更自己的岗位，请由另一位安全管理员办理。',
      en: 'Nobody changes their own posts; ask another security administrator.',
    },
    holds: ({ actorId, personId, before, after }) => actorId !== personId || samePosts(before, after),
  },
  {
    code: 'posts.actor-temporary',
    otherwise: 'deny',
    sentence: {
      zh: '您只是临时担任安全管理员，不能授予岗位；请由长期担任的安全管理员办理。',
      en: 'You are a security administrator for some hours only and cannot give posts; ask one who is so for good.',
    },
    holds: ({ actorForGood, before, after }) => actorForGood || after.every((post) => before.includes(post)),
  },
  {
    code: 'posts.last-administrator',
    otherwise: 'deny',
    sentence: {
      zh: '这是最后一位在岗的安全管理员，请先指定另一位，再撤销此岗位。',
      en: 'This is the last active security administrator; appoint another one first.',
    },
    holds: ({ active, before, after, otherAdministrators }) =>
      !active || !before.includes(administratorPost) || after.includes(administratorPost) || otherAdministrators > 0,
  },
])

/**
 * Whether a person may be given these posts (ACC-2): no two that conflict, no privileged one beyond its bound, nobody
 * their own, and always an administrator left. Each conflict is a reason of its own, in the words of packs/posts.yaml.
 */
export const postsGate =
  (matrix: PermissionMatrix): Gate<PostsFacts> =>
  (facts) => {
    const decision = rules(facts)
    const conflicts = conflictsAmong(matrix, [...facts.after, ...facts.temporary]).map(({ posts: [a, b], why }): Reason => {
      const [first, second] = [postTitle(matrix, a), postTitle(matrix, b)]
      return {
        code: 'posts.conflict',
        sentence: {
          zh: `“${first.zh}”与“${second.zh}”不能由同一人担任：${why.zh}`,
          en: `"${first.en}" and "${second.en}" cannot be held by one person. ${why.en}`,
        },
        params: {},
      }
    })
    const reasons = [...conflicts, ...tooManyHolders(matrix, facts), ...decision.reasons]
    return { verdict: reasons.length === 0 ? 'allow' : 'deny', reasons }
  }

/** A bounded post that this person would be one too many for. */
const tooManyHolders = (matrix: PermissionMatrix, { before, after, otherHolders }: PostsFacts): readonly Reason[] =>
  matrix.posts
    .filter(({ id, holders }) => {
      const gained = after.includes(id) && !before.includes(id)
      return gained && holders !== undefined && (otherHolders[id] ?? 0) >= holders.most
    })
    .map(({ title, holders }) => ({
      code: 'posts.too-many-holders',
      sentence: {
        zh: `“${title.zh}”最多由 {most} 人担任，现已满员；请先撤销其中一人，再作任命。`,
        en: `At most {most} people may be "${title.en}", and so many are; take the post from one of them first.`,
      },
      params: { most: holders?.most ?? 0 },
    }))

export type SuspensionFacts = {
  actorId: string | null
  personId: string
  posts: readonly string[]
  otherAdministrators: number
}

/** Whether a person may be suspended: not oneself, and not the last administrator. */
export const suspensionGate: Gate<SuspensionFacts> = defineGate<SuspensionFacts>([
  {
    code: 'suspension.oneself',
    otherwise: 'deny',
    sentence: { zh: '不能停用自己的账号。', en: 'Nobody suspends themselves.' },
    holds: ({ actorId, personId }) => actorId !== personId,
  },
  {
    code: 'suspension.last-administrator',
    otherwise: 'deny',
    sentence: {
      zh: '这是最后一位在岗的安全管理员，停用后将无人可以管理系统，请先指定另一位。',
      en: 'This is the last active security administrator; appoint another one first.',
    },
    holds: ({ posts, otherAdministrators }) => !posts.includes(administratorPost) || otherAdministrators > 0,
  },
])
