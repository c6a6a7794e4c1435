import type { StandingChange } from '../posts/matrix-change.ts'
import { type PermissionMatrix, permissionsOf } from '../posts/permission-matrix.ts'

const day = 86_400_000

/** A right that nobody used for this many days is offered for withdrawal (ACC-1). */
export const unusedAfterDays = 90

export type HeldPost = { personId: string; post: string; since: Date }
export type LastUse = { personId: string; permission: string; at: Date }

export type UseFacts = {
  matrix: PermissionMatrix
  /** What the company changed of the matrix: a right that was given lately cannot have been used for long. */
  changes: readonly StandingChange[]
  held: readonly HeldPost[]
  uses: readonly LastUse[]
  /** Rights whose use is recorded; of the others nothing is known. */
  measured: ReadonlySet<string>
  /** When uses began to be recorded; null when none has been. */
  recordedSince: Date | null
  now: Date
}

/** A post that somebody holds, with the last use of any of its rights; `judged` false where it cannot be said yet. */
export type PostUse = HeldPost & { lastUsedAt: Date | null; unused: boolean; judged: boolean }

/** A post whose holder used none of its rights; `lastUsedAt` null when never. */
export type UnusedPost = HeldPost & { lastUsedAt: Date | null }

/** A right of a post that none of its holders used. */
export type UnusedRight = { post: string; permission: string; holders: number; lastUsedAt: Date | null }

type Findings = {
  posts: readonly UnusedPost[]
  rights: readonly UnusedRight[]
  /** Posts held by somebody of which it can be said whether they are used; what the unused ones are a part of. */
  judged: number
  /** Every post held, with its last use. */
  held: readonly PostUse[]
}

const latest = (dates: readonly Date[]): Date | null =>
  dates.length === 0 ? null : new Date(Math.max(...dates.map((date) => date.getTime())))

/**
 * What nobody used for 90 days: posts of people, and single rights of posts. Nothing is said of a post or a right that
 * was given less than 90 days ago, before uses were recorded for 90 days, and of rights whose use is not recorded.
 */
export const findUnused = (facts: UseFacts): Findings => {
  const { matrix, changes, held, uses, measured, recordedSince, now } = facts
  const limit = new Date(now.getTime() - unusedAfterDays * day)
  const known = recordedSince !== null && recordedSince <= limit
  const lastUse = new Map(uses.map(({ personId, permission, at }) => [`${personId} ${permission}`, at]))
  const usesOf = (personId: string, permissions: readonly string[]): readonly Date[] =>
    permissions.flatMap((permission) => lastUse.get(`${personId} ${permission}`) ?? [])
  const standsSince = (post: string, permission: string): Date | undefined => {
    const given = changes.find((change) => change.given && change.post === post && change.permission === permission)
    return given === undefined ? undefined : new Date(given.since)
  }
  const rightsOf = (post: string): readonly string[] =>
    [...permissionsOf(matrix, [post])].filter(
      (permission) => measured.has(permission) && (standsSince(post, permission) ?? limit) <= limit,
    )
  const rights = new Map(matrix.posts.map(({ id }) => [id, rightsOf(id)]))

  const postUses = held.map((one): PostUse => {
    const own = rights.get(one.post) ?? []
    // With a right that another post gives them too, any use speaks for both.
    const lastUsedAt = latest(usesOf(one.personId, own))
    const judged = known && one.since <= limit && own.length > 0
    return { ...one, lastUsedAt, judged, unused: judged && (lastUsedAt === null || lastUsedAt <= limit) }
  })
  const posts = postUses
    .filter(({ unused }) => unused)
    .map(({ personId, post, since, lastUsedAt }) => ({ personId, post, since, lastUsedAt }))

  const unusedRights = matrix.posts.flatMap(({ id: post }) => {
    const holders = held.filter((one) => one.post === post)
    if (!known || !holders.some(({ since }) => since <= limit)) return []
    // Where nobody uses the post at all, its holders are listed, and nothing is learnt from its rights one by one.
    if (postUses.filter((one) => one.post === post).every(({ unused }) => unused)) return []
    return (rights.get(post) ?? [])
      .filter((permission) => matrix.needed[permission] === undefined && !matrix.standby.includes(permission))
      .flatMap((permission): UnusedRight[] => {
        const lastUsedAt = latest(holders.flatMap(({ personId }) => usesOf(personId, [permission])))
        const used = lastUsedAt !== null && lastUsedAt > limit
        return used ? [] : [{ post, permission, holders: holders.length, lastUsedAt }]
      })
  })
  return { posts, rights: unusedRights, judged: postUses.filter(({ judged }) => judged).length, held: postUses }
}
