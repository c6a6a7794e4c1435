import { administratorPost, auditorPost, headPost } from '../posts/posts-gate.ts'

export type Reviewed = { personId: string; departmentId: string; posts: readonly string[]; active: boolean }

/** Posts that hold power over the others: security administrators decide on them, whatever the department. */
const watchedByAdministrators: readonly string[] = [administratorPost, auditorPost]

/**
 * Who decides on which post: the heads of a department on their people; the security administrators on the heads
 * themselves, on administrators and auditors, and on departments without an active head.
 * @returns the department whose heads decide; null for the security administrators
 */
export const reviewerOf = (people: readonly Reviewed[]) => {
  const headed = new Set(
    people.filter(({ active, posts }) => active && posts.includes(headPost)).map(({ departmentId }) => departmentId),
  )
  return ({ departmentId, posts }: Reviewed, post: string): string | null =>
    posts.includes(headPost) || watchedByAdministrators.includes(post) || !headed.has(departmentId) ? null : departmentId
}

type Undecided = { id: string; personId: string; post: string; since: Date }

/**
 * What happens to posts that nobody confirmed in time: they lapse. Of the active security administrators one stays,
 * whatever was or was not confirmed: the one of longest standing among those that would lapse.
 * @param activeAdministrators ids of the active security administrators
 */
export const lapseOf = (
  undecided: readonly Undecided[],
  activeAdministrators: readonly string[],
): { lapsed: readonly Undecided[]; kept: Undecided | null } => {
  const lapsing = undecided.filter(({ post, personId }) => post === administratorPost && activeAdministrators.includes(personId))
  const stays = activeAdministrators.some((id) => !lapsing.some(({ personId }) => personId === id))
  const [oldest] = lapsing.toSorted((a, b) => a.since.getTime() - b.since.getTime())
  const kept = stays ? null : (oldest ?? null)
  return { lapsed: undecided.filter((item) => item !== kept), kept }
}
