import type { Decision } from '../../../kernel/decision.ts'
import { defineGate } from '../../../kernel/gate.ts'
import type { PermissionMatrix } from '../posts/permission-matrix.ts'
import { postsGate } from '../posts/posts-gate.ts'

/** Longest time for which a post is given, and taken by oneself; hours. */
export const longestGiven = 72
export const longestTaken = 24

export type TemporaryPostFacts = {
  /** Null while it is only asked for: then it is judged as if somebody else gave it who may. */
  actorId: string | null
  personId: string
  /** `taken`: by the person, in an emergency. */
  kind: 'given' | 'taken'
  post: string
  hours: number
  /** Held for good, and for some hours already. */
  lasting: readonly string[]
  temporary: readonly string[]
  /** Whether the person can sign in. */
  active: boolean
  actorForGood: boolean
  otherHolders: Readonly<Record<string, number>>
  /** Whether the packs let the post be taken in an emergency. */
  emergency: boolean
}

const rules = defineGate<TemporaryPostFacts>([
  {
    code: 'temporary-post.oneself',
    otherwise: 'deny',
    sentence: {
      zh: '不能给自己授予临时岗位；紧急情况请使用“紧急取得岗位”。',
      en: 'Nobody gives themselves a temporary post; in an emergency take one as such.',
    },
    holds: ({ kind, actorId, personId }) => kind === 'taken' || actorId !== personId,
  },
  {
    code: 'temporary-post.for-another',
    otherwise: 'deny',
    sentence: { zh: '紧急取得的岗位只能由本人使用。', en: 'A post is taken in an emergency for oneself only.' },
    holds: ({ kind, actorId, personId }) => kind === 'given' || actorId === personId,
  },
  {
    code: 'temporary-post.no-emergency',
    otherwise: 'deny',
    sentence: {
      zh: '这个岗位不能由本人紧急取得，请联系安全管理员临时授予。',
      en: 'This post cannot be taken by oneself; ask a security administrator to give it for some hours.',
    },
    holds: ({ kind, emergency }) => kind === 'given' || emergency,
  },
  {
    code: 'temporary-post.too-long',
    otherwise: 'deny',
    sentence: {
      zh: '时间太长：临时授予最多 {given} 小时，紧急取得最多 {taken} 小时。',
      en: 'Too long: a post is given for at most {given} hours and taken for at most {taken}.',
    },
    params: () => ({ given: longestGiven, taken: longestTaken }),
    holds: ({ kind, hours }) => hours >= 1 && hours <= (kind === 'given' ? longestGiven : longestTaken),
  },
  {
    code: 'temporary-post.inactive',
    otherwise: 'deny',
    sentence: { zh: '该人员不在岗，不能担任临时岗位。', en: 'This person is not active and cannot hold a temporary post.' },
    holds: ({ active }) => active,
  },
])

/**
 * Whether somebody may hold a post for some hours. What must stay apart stays apart (ACC-2): with the posts held for good
 * and with those held for a time; and privileged posts keep their bound.
 */
export const temporaryPostGate =
  (matrix: PermissionMatrix) =>
  (facts: TemporaryPostFacts): Decision => {
    const { lasting, temporary, post, personId, active, actorForGood, otherHolders, kind } = facts
    const asPosts = postsGate(matrix)({
      // Who takes for oneself what may be so taken is no administrator; the rules above say when that may be.
      actorId: null,
      personId,
      before: lasting,
      after: [...lasting, post],
      temporary,
      active,
      actorForGood: kind === 'taken' || actorForGood,
      otherAdministrators: 1,
      otherHolders,
    })
    const reasons = [...rules(facts).reasons, ...asPosts.reasons]
    return { verdict: reasons.length === 0 ? 'allow' : 'deny', reasons }
  }
