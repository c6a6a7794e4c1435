import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Sentence } from '../../../kernel/sentence.ts'

/** A post (岗位): what a person does in the company. Rights follow it. */
export type Post = {
  id: string
  title: Sentence
  duty: Sentence
  /** Whether it is usable after a sign-in with a passkey alone. */
  privileged: boolean
  /** Whether somebody may take it for some hours when nobody can be asked. */
  emergency: boolean
  /** How few and how many people may hold it; no bound unless said. */
  holders?: HolderBounds | undefined
}

export type HolderBounds = { least: number; most: number }

/** Two posts that one person must not hold together, and why. */
export type PostConflict = { posts: readonly [string, string]; why: Sentence }

/** Permissions that nobody may hold together, and why. */
export type ForbiddenCombination = { permissions: readonly string[]; why: Sentence }

/** Who may do what: the posts, the permissions of each, and what must stay apart. */
export type PermissionMatrix = {
  posts: readonly Post[]
  /** Post ids by permission id. */
  grants: Readonly<Record<string, readonly string[]>>
  conflicts: readonly PostConflict[]
  forbidden: readonly ForbiddenCombination[]
  /** Post ids by permission id: how far a company may spread it, besides the posts that hold it as shipped. */
  grantable: Readonly<Record<string, readonly string[]>>
  /** How many active people must hold a permission whatever is changed, by permission id. */
  needed: Readonly<Record<string, number>>
  /** Permission ids that are kept for emergencies: not using them is right. */
  standby: readonly string[]
}

const sentence = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) })
const postId = z.string().regex(/^[a-z][a-z-]{0,39}$/)
const permissionId = z.string().regex(/^[a-z]+\.[a-z][a-z-]{0,59}$/)

const postsFile = z.strictObject({
  posts: z
    .array(
      z.strictObject({
        id: postId,
        title: sentence,
        duty: sentence,
        privileged: z.boolean().default(false),
        emergency: z.boolean().default(false),
        holders: z.strictObject({ least: z.int().min(0).max(100), most: z.int().min(1).max(100) }).optional(),
      }),
    )
    .min(1)
    .max(50),
  conflicts: z.array(z.strictObject({ posts: z.tuple([postId, postId]), why: sentence })).max(500),
})

const matrixFile = z.strictObject({
  grants: z.record(permissionId, z.array(postId).max(50)),
  grantable: z.record(permissionId, z.array(postId).max(50)),
  needed: z.record(permissionId, z.int().min(1).max(10)),
  standby: z.array(permissionId).max(100),
  forbidden: z.array(z.strictObject({ permissions: z.array(permissionId).min(2).max(5), why: sentence })).max(500),
})

/**
 * Reads the matrix out of the text of its two files (packs/posts.yaml, packs/permission-matrix.yaml).
 * @throws ZodError on a wrong shape; Error naming every contradiction within the files
 */
export const parsePermissionMatrix = (postsYaml: string, matrixYaml: string): PermissionMatrix => {
  const { posts, conflicts } = postsFile.parse(parse(postsYaml))
  const matrix = { posts, conflicts, ...matrixFile.parse(parse(matrixYaml)) }
  const faults = matrixFaults(matrix)
  if (faults.length > 0) throw new Error(`The permission matrix contradicts itself:\n  ${faults.join('\n  ')}`)
  return matrix
}

/** Everything that is wrong inside a matrix, one sentence each; an empty list is a sound matrix. */
export const matrixFaults = (matrix: PermissionMatrix): readonly string[] => {
  const known = new Set(matrix.posts.map(({ id }) => id))
  const ids = matrix.posts.map(({ id }) => id)
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the post ${id} is listed twice`),
    ...matrix.posts
      .filter(({ holders }) => holders !== undefined && holders.least > holders.most)
      .map(({ id }) => `the post ${id} needs more holders than it may have`),
    ...matrix.posts
      .filter(({ privileged, emergency }) => privileged && emergency)
      .map(({ id }) => `the privileged post ${id} may not be taken in an emergency`),
    ...Object.entries(matrix.grants).flatMap(([permission, posts]) =>
      posts.filter((post) => !known.has(post)).map((post) => `${permission} is granted to the unknown post ${post}`),
    ),
    ...Object.entries(matrix.grantable).flatMap(([permission, posts]) =>
      posts.filter((post) => !known.has(post)).map((post) => `${permission} is grantable to the unknown post ${post}`),
    ),
    ...[...Object.keys(matrix.grantable), ...Object.keys(matrix.needed), ...matrix.standby]
      .filter((permission) => matrix.grants[permission] === undefined)
      .map((permission) => `the unknown permission ${permission} is listed as grantable, needed or standby`),
    ...matrix.conflicts.flatMap(({ posts: [a, b] }) => [
      ...[a, b].filter((post) => !known.has(post)).map((post) => `a conflict names the unknown post ${post}`),
      ...(a === b ? [`the post ${a} conflicts with itself`] : []),
    ]),
    ...matrix.forbidden.flatMap(({ permissions }) =>
      permissions
        .filter((permission) => matrix.grants[permission] === undefined)
        .map((permission) => `a forbidden combination names the unknown permission ${permission}`),
    ),
    ...ids.flatMap((post) =>
      forbiddenAmong(matrix, [post]).map(({ permissions }) => `${post} alone holds ${permissions.join(' and ')}`),
    ),
    ...unlistedConflicts(matrix),
  ]
}

/** Pairs of posts that add up to a forbidden combination without being listed as conflicting. */
const unlistedConflicts = (matrix: PermissionMatrix): readonly string[] =>
  matrix.posts.flatMap(({ id: a }, at) =>
    matrix.posts.slice(at + 1).flatMap(({ id: b }) => {
      const [combination] = forbiddenAmong(matrix, [a, b])
      const listed = conflictsAmong(matrix, [a, b]).length > 0
      return combination === undefined || listed
        ? []
        : [`${a} and ${b} together hold ${combination.permissions.join(' and ')} and are not listed as conflicting`]
    }),
  )

/**
 * What lies between the matrix and the program: permissions that nobody decided on, and decisions on permissions that
 * do not exist.
 * @param permissions every permission id that the modules declare
 */
export const matrixGaps = (matrix: PermissionMatrix, permissions: readonly string[]): readonly string[] => {
  const declared = new Set(permissions)
  return [
    ...permissions.filter((id) => matrix.grants[id] === undefined).map((id) => `${id} is not in the permission matrix`),
    ...Object.keys(matrix.grants).filter((id) => !declared.has(id)).map((id) => `${id} belongs to no module`),
  ]
}

/**
 * Checks, when the program is put together, that the matrix in force decides on every permission and on no other.
 * @throws Error naming each gap: the packs may have been edited since they were last used
 */
export const requireWholeMatrix = (permissions: readonly string[]): void => {
  const gaps = matrixGaps(shippedMatrix(), permissions)
  if (gaps.length > 0) throw new Error(`packs/permission-matrix.yaml does not fit the program:\n  ${gaps.join('\n  ')}`)
}

/** The permissions that a person with these posts holds. */
export const permissionsOf = (matrix: PermissionMatrix, posts: readonly string[]): ReadonlySet<string> =>
  new Set(
    Object.entries(matrix.grants)
      .filter(([, holders]) => holders.some((post) => posts.includes(post)))
      .map(([permission]) => permission),
  )

/** The conflicts that a person with these posts would be in. */
export const conflictsAmong = (matrix: PermissionMatrix, posts: readonly string[]): readonly PostConflict[] =>
  matrix.conflicts.filter(({ posts: [a, b] }) => posts.includes(a) && posts.includes(b))

/** The forbidden combinations that a person with these posts would hold. */
export const forbiddenAmong = (matrix: PermissionMatrix, posts: readonly string[]): readonly ForbiddenCombination[] => {
  const held = permissionsOf(matrix, posts)
  return matrix.forbidden.filter(({ permissions }) => permissions.every((permission) => held.has(permission)))
}

const packsDirectory = new URL('../../../../packs/', import.meta.url)
let loaded: PermissionMatrix | undefined

/**
 * The matrix as it ships; read once from packs/. What counts is this with the company's changes on top: decide by
 * `matrixInForce`, never by this one.
 */
export const shippedMatrix = (): PermissionMatrix => {
  loaded ??= parsePermissionMatrix(
    readFileSync(new URL('posts.yaml', packsDirectory), 'utf8'),
    readFileSync(new URL('permission-matrix.yaml', packsDirectory), 'utf8'),
  )
  return loaded
}

/** Whether a post is privileged: whoever holds it must sign in by stronger means. A post that is not in the packs is not. */
export const isPrivileged = (id: string): boolean => shippedMatrix().posts.some((post) => post.id === id && post.privileged)

/** The title of a post; a post that is no longer in the packs is shown by its id. */
export const postTitle = (matrix: PermissionMatrix, id: string): Sentence =>
  matrix.posts.find((post) => post.id === id)?.title ?? { zh: id, en: id }
