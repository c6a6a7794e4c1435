import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { matrixInForce } from './matrix-in-force.ts'
import { permissionsOf, shippedMatrix } from './permission-matrix.ts'

const sentence = z.object({ zh: z.string(), en: z.string() })
const permissionsByPost = z.record(z.string(), z.array(z.string()))
const change = z.object({ post: z.string(), permission: z.string(), given: z.boolean() })

export const viewMatrix = defineOperation({
  name: 'identity.view-matrix',
  summary: { zh: '查看权限矩阵与互斥岗位', en: 'See the permission matrix and the conflicting posts' },
  effect: 'read',
  permission: 'identity.view-matrix',
  records: { unrecorded: 'The matrix says what posts may do; it names no person.' },
  input: z.strictObject({}),
  output: z.object({
    /** Of the version in force; 0 is the matrix as it ships. */
    number: z.int(),
    posts: z.array(
      z.object({
        id: z.string(),
        title: sentence,
        duty: sentence,
        privileged: z.boolean(),
        /** How few and how many people may hold it. */
        holders: z.object({ least: z.int(), most: z.int() }).nullable(),
      }),
    ),
    permissions: z.array(z.object({ id: z.string(), module: z.string(), sentence })),
    grants: permissionsByPost,
    /** What a post may be given at most by a change on screen, by post. */
    reach: permissionsByPost,
    conflicts: z.array(z.object({ posts: z.tuple([z.string(), z.string()]), why: sentence })),
    /** What the company changed of the shipped matrix. */
    changes: z.array(change.extend({ since: z.iso.datetime() })),
    /** Of these, the ones that the present release cannot take; they are not in force. */
    dropped: z.array(change),
  }),
  run: async (ctx) => {
    const { number, matrix, changes, dropped } = await matrixInForce(ctx.db)
    const { grants, grantable } = shippedMatrix()
    const within = (post: string): string[] =>
      Object.keys(grants).filter((id) => [...(grants[id] ?? []), ...(grantable[id] ?? [])].includes(post))
    return {
      number,
      posts: matrix.posts.map(({ id, title, duty, privileged, holders }) => ({
        id,
        title,
        duty,
        privileged,
        holders: holders ?? null,
      })),
      permissions: [...ctx.ports.knownPermissions()],
      grants: Object.fromEntries(matrix.posts.map(({ id }) => [id, [...permissionsOf(matrix, [id])].toSorted()])),
      reach: Object.fromEntries(matrix.posts.map(({ id }) => [id, within(id)])),
      conflicts: matrix.conflicts.map(({ posts: [a, b], why }) => ({ posts: [a, b] as [string, string], why })),
      changes: changes.map((one) => ({ ...one })),
      dropped: dropped.map(({ post, permission, given }) => ({ post, permission, given })),
    }
  },
})
