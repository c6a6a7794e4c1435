import type { Decision, Reason } from '../../../kernel/decision.ts'
import type { Sentence, SentenceParams } from '../../../kernel/sentence.ts'
import { type Holder, isCell, type MatrixChange, withChanges } from './matrix-change.ts'
import { conflictsAmong, forbiddenAmong, type PermissionMatrix, permissionsOf, postTitle } from './permission-matrix.ts'

/** Who drafts or confirms, with the posts that they hold for good: a temporary right shapes no matrix. */
type Hand = { id: string; posts: readonly string[] }

export type MatrixChangeFacts = {
  drafter: Hand
  /** Null while it is only drafted. */
  confirmer: Hand | null
  /** Number of the version that the draft starts from, and of the one in force. */
  base: number
  current: number
  shipped: PermissionMatrix
  /** The matrix in force. */
  before: PermissionMatrix
  changes: readonly MatrixChange[]
  /** Everybody who is not suspended, with permanent and running temporary posts; `lasting` are the permanent ones. */
  people: readonly (Holder & { name: string; active: boolean; lasting: readonly string[] })[]
  /** What a permission lets one do. */
  titleOf: (permission: string) => Sentence
}

export const changeMatrix = 'identity.change-matrix'

type Rule = (facts: MatrixChangeFacts & { after: PermissionMatrix; gifts: readonly MatrixChange[] }) => readonly Reason[]

const reason = (code: string, sentence: Sentence, params: SentenceParams = {}): Reason => ({
  code: `matrix.${code}`,
  sentence,
  params,
})
const when = (broken: boolean, ...reasonOf: Parameters<typeof reason>): readonly Reason[] =>
  broken ? [reason(...reasonOf)] : []

const handsOf = ({ drafter, confirmer }: MatrixChangeFacts): readonly Hand[] =>
  confirmer === null ? [drafter] : [drafter, confirmer]

const rules: readonly Rule[] = [
  ({ drafter, confirmer }) =>
    when(confirmer?.id === drafter.id, 'second-person', {
      zh: '草稿须由起草人以外的另一位安全管理员确认。',
      en: 'A draft is confirmed by another security administrator than the one who made it.',
    }),
  ({ base, current }) =>
    when(base !== current, 'stale', {
      zh: '起草之后权限矩阵已有新的版本，请作废这份草稿，按现行矩阵重新起草。',
      en: 'The matrix has moved on since this was drafted; discard the draft and make it anew on the one in force.',
    }),
  (facts) =>
    when(handsOf(facts).some(({ posts }) => !permissionsOf(facts.before, posts).has(changeMatrix)), 'temporary-right', {
      zh: '起草人与确认人都须长期拥有“修改权限矩阵”的权限，临时岗位不能用来修改矩阵。',
      en: 'Who drafts and who confirms must hold the right to change the matrix for good; a temporary post is not enough.',
    }),
  ({ changes, before }) =>
    when(changes.some((change) => !isCell(before, change)), 'unknown-cell', {
      zh: '草稿中有现行矩阵里不存在的岗位或权限，请作废后重新起草。',
      en: 'The draft names a post or permission that the matrix does not have; discard it and make it anew.',
    }),
  // Nobody gives more than they hold: only within the reach that the packs lay down, which nobody edits from here.
  (facts) =>
    facts.gifts
      .filter(({ post, permission }) => {
        const { shipped, before } = facts
        const reach = [...(shipped.grants[permission] ?? []), ...(shipped.grantable[permission] ?? [])]
        return !reach.includes(post) && !handsOf(facts).every(({ posts }) => permissionsOf(before, posts).has(permission))
      })
      .map(({ post, permission }) => {
        const [title, what] = [postTitle(facts.before, post), facts.titleOf(permission)]
        return reason('beyond-reach', {
          zh: `不能把“${what.zh}”授予“${title.zh}”：它不在可以授予该岗位的范围内，而起草人或确认人自己也没有这项权限。`,
          en: `"${what.en}" cannot be given to "${title.en}": it is beyond what this post may be given, and whoever drafts or confirms does not hold it.`,
        })
      }),
  (facts) =>
    when(
      handsOf(facts).some(({ posts }) => {
        const had = permissionsOf(facts.before, posts)
        return [...permissionsOf(facts.after, posts)].some((permission) => !had.has(permission))
      }),
      'own-gain',
      {
        zh: '起草人和确认人自己不能因这次修改多得权限。',
        en: 'Neither who drafts nor who confirms may gain a right by the change.',
      },
    ),
  ({ before, after }) =>
    after.posts.flatMap(({ id, title }) => {
      const already = forbiddenAmong(before, [id])
      return forbiddenAmong(after, [id])
        .filter((combination) => !already.includes(combination))
        .map(({ why }) =>
          reason('together-in-post', {
            zh: `“${title.zh}”会同时拥有互斥的权限：${why.zh}`,
            en: `"${title.en}" would hold permissions that must stay apart. ${why.en}`,
          }),
        )
    }),
  ({ after }) =>
    after.posts.flatMap(({ id: a, title: first }, at) =>
      after.posts.slice(at + 1).flatMap(({ id: b, title: second }) => {
        const alone = [...forbiddenAmong(after, [a]), ...forbiddenAmong(after, [b])]
        const [met] = forbiddenAmong(after, [a, b]).filter((combination) => !alone.includes(combination))
        return met === undefined || conflictsAmong(after, [a, b]).length > 0
          ? []
          : [
              reason('together-in-posts', {
                zh: `“${first.zh}”与“${second.zh}”允许兼任，合起来会拥有互斥的权限：${met.why.zh}`,
                en: `"${first.en}" and "${second.en}" may be held together and would add up to permissions that must stay apart. ${met.why.en}`,
              }),
            ]
      }),
    ),
  ({ people, before, after }) =>
    people.flatMap(({ name, posts }) => {
      const already = forbiddenAmong(before, posts)
      return forbiddenAmong(after, posts)
        .filter((combination) => !already.includes(combination))
        .map(({ why }) =>
          reason(
            'together-in-person',
            {
              zh: `{name} 会同时拥有互斥的权限：${why.zh}`,
              en: `{name} would hold permissions that must stay apart. ${why.en}`,
            },
            { name },
          ),
        )
    }),
  ({ before, after, people, titleOf }) =>
    Object.entries(after.needed).flatMap(([permission, least]) => {
      const holders = (matrix: PermissionMatrix): number =>
        people.filter(({ active, lasting }) => active && permissionsOf(matrix, lasting).has(permission)).length
      const left = holders(after)
      const what = titleOf(permission)
      return when(
        left < least && left < holders(before),
        'no-holder',
        {
          zh: `“${what.zh}”至少须有 {least} 位在岗人员拥有，修改后只剩 {left} 位。`,
          en: `At least {least} active people must hold "${what.en}"; the change would leave {left}.`,
        },
        { least, left },
      )
    }),
]

/**
 * Whether a change of the matrix may be drafted, or confirmed: by two people, on the matrix in force, keeping apart what
 * must stay apart, and giving nobody more than they may hand out (docs/adr/0013). Every reason is named.
 */
export const matrixChangeGate = (facts: MatrixChangeFacts): Decision => {
  const known = facts.changes.filter((change) => isCell(facts.before, change))
  const after = withChanges(facts.before, known)
  const gifts = known.filter(({ given }) => given)
  const reasons = rules.flatMap((rule) => rule({ ...facts, after, gifts }))
  return { verdict: reasons.length === 0 ? 'allow' : 'deny', reasons }
}
