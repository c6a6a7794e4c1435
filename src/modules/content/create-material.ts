import { z } from 'zod'
import { newId } from '../../kernel/id.ts'
import { materialFields } from './material-fields.ts'
import { defineOperation, personOf } from './scope.ts'
import { storeVersion } from './store-version.ts'

export const createMaterial = defineOperation({
  name: 'content.create-material',
  summary: { zh: '新建物料', en: 'Create a material' },
  effect: 'change',
  permission: 'content.write',
  records: ['material.created'],
  input: materialFields,
  output: z.object({ id: z.uuid(), version: z.int() }),
  run: async (ctx, fields) => {
    const author = personOf(ctx)
    const id = newId(ctx.now.getTime())
    const version = 1
    await ctx.db
      .insertInto('material')
      .values({
        id,
        author_id: author.id,
        department_id: author.departmentId,
        state: 'draft',
        version,
        created_at: ctx.now,
        updated_at: ctx.now,
      })
      .execute()
    const digest = await storeVersion(ctx, { materialId: id, version, fields, personId: author.id })
    ctx.record({ type: 'material.created', subject: { kind: 'material', id }, detail: { version, digest } })
    return { id, version }
  },
})
