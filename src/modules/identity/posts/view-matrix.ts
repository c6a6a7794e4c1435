import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { permissionMatrix, permissionsOf } from './permission-matrix.ts'

const sentence = z.object({ zh: z.string(), en: z.string() })

export const viewMatrix = defineOperation({
  name: 'identity.view-matrix',
  summary: { zh: '查看权限矩阵与互斥岗位', en: 'See the permission matrix and the conflicting posts' },
  effect: 'read',
  permission: 'identity.view-matrix',
  records: { unrecorded: 'The matrix says what posts may do; it names no person.' },
  input: z.strictObject({}),
  output: z.object({
    posts: z.array(z.object({ id: z.string(), title: sentence, duty: sentence })),
    permissions: z.array(z.object({ id: z.string(), module: z.string(), sentence })),
    grants: z.record(z.string(), z.array(z.string())),
    conflicts: z.array(z.object({ posts: z.tuple([z.string(), z.string()]), why: sentence })),
  }),
  run: async (ctx) => {
    const matrix = permissionMatrix()
    return {
      posts: matrix.posts.map(({ id, title, duty }) => ({ id, title, duty })),
      permissions: [...ctx.ports.knownPermissions()],
      grants: Object.fromEntries(matrix.posts.map(({ id }) => [id, [...permissionsOf(matrix, [id])].toSorted()])),
      conflicts: matrix.conflicts.map(({ posts: [a, b], why }) => ({ posts: [a, b] as [string, string], why })),
    }
  },
})
