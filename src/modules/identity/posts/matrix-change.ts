import { matrixFaults, type PermissionMatrix, permissionsOf } from './permission-matrix.ts'

/** One cell of the matrix: a permission that a post is given or loses. */
export type MatrixChange = { post: string; permission: string; given: boolean }

/** A change that is in force, and since when (ISO 8601). */
export type StandingChange = MatrixChange & { since: string }

/** Cells that one draft may change, and those that may differ from the matrix as it ships in all. */
export const mostChanges = 200
export const mostStandingChanges = 2000

/** Whether a post holds a permission. */
const holds = (matrix: PermissionMatrix, { post, permission }: Pick<MatrixChange, 'post' | 'permission'>): boolean =>
  matrix.grants[permission]?.includes(post) === true

const sameCell = (a: MatrixChange, b: MatrixChange): boolean => a.post === b.post && a.permission === b.permission

/** The matrix with one cell as the change wants it. */
const withChange = (matrix: PermissionMatrix, { post, permission, given }: MatrixChange): PermissionMatrix => {
  const others = (matrix.grants[permission] ?? []).filter((holder) => holder !== post)
  return { ...matrix, grants: { ...matrix.grants, [permission]: given ? [...others, post] : others } }
}

/** The matrix with all of these changes, sound or not: what the gate looks at. */
export const withChanges = (matrix: PermissionMatrix, changes: readonly MatrixChange[]): PermissionMatrix =>
  changes.reduce(withChange, matrix)

/** Whether the matrix has this cell at all: a post and a permission that it knows. */
export const isCell = (matrix: PermissionMatrix, { post, permission }: MatrixChange): boolean =>
  matrix.grants[permission] !== undefined && matrix.posts.some(({ id }) => id === post)

/**
 * The matrix that counts: the shipped one with the company's changes. After an upgrade the shipped one may be another
 * than the changes were made on, so that a post or permission is gone, or a gift would let forbidden permissions meet.
 * Such changes are left out, and named: nothing is ever given in doubt.
 */
export const applyChanges = (
  shipped: PermissionMatrix,
  changes: readonly MatrixChange[],
): { matrix: PermissionMatrix; dropped: readonly MatrixChange[] } => {
  const known = changes.filter((change) => isCell(shipped, change))
  const strange = changes.filter((change) => !isCell(shipped, change))
  const whole = withChanges(shipped, known)
  if (matrixFaults(whole).length === 0) return { matrix: whole, dropped: strange }
  let matrix = withChanges(shipped, known.filter(({ given }) => !given))
  const refused: MatrixChange[] = []
  for (const gift of known.filter(({ given }) => given)) {
    const next = withChange(matrix, gift)
    if (matrixFaults(next).length === 0) matrix = next
    else refused.push(gift)
  }
  return { matrix, dropped: [...strange, ...refused] }
}

/**
 * What differs from the shipped matrix once fresh changes come on top of standing ones. A change that puts a cell back
 * as it ships disappears.
 * @param at since when the fresh ones stand
 */
export const mergeChanges = ({ shipped, standing, fresh, at }: {
  shipped: PermissionMatrix
  standing: readonly StandingChange[]
  fresh: readonly MatrixChange[]
  at: Date
}): readonly StandingChange[] => [
  ...standing.filter((change) => !fresh.some((other) => sameCell(change, other))),
  ...fresh
    .filter((change) => holds(shipped, change) !== change.given)
    .map((change) => ({ ...change, since: at.toISOString() })),
]

/** The changes that change something: each cell once, the last word counting. */
export const effectiveChanges = (matrix: PermissionMatrix, changes: readonly MatrixChange[]): readonly MatrixChange[] =>
  changes.filter(
    (change, at) =>
      holds(matrix, change) !== change.given && !changes.slice(at + 1).some((later) => sameCell(change, later)),
  )

/** Somebody with the posts that they hold. */
export type Holder = { id: string; posts: readonly string[] }

/** What a person may do once the matrix changed and could not before, and the other way round; permission ids in order. */
export type PersonDifference = { personId: string; gains: readonly string[]; loses: readonly string[] }

/** Everybody for whom something changes, in the order given. */
export const differenceByPerson = (
  before: PermissionMatrix,
  after: PermissionMatrix,
  people: readonly Holder[],
): readonly PersonDifference[] =>
  people.flatMap(({ id, posts }) => {
    const had = permissionsOf(before, posts)
    const has = permissionsOf(after, posts)
    const gains = [...has].filter((permission) => !had.has(permission)).toSorted()
    const loses = [...had].filter((permission) => !has.has(permission)).toSorted()
    return gains.length + loses.length === 0 ? [] : [{ personId: id, gains, loses }]
  })
