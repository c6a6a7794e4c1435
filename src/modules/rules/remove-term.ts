import { z } from 'zod'
import { limits } from './changes.ts'
import { keepEdit, prepareEdit } from './draft-store.ts'
import { defineOperation } from './scope.ts'

export const removeTerm = defineOperation({
  name: 'rules.remove-term',
  summary: { zh: '从草稿中删除词条', en: 'Remove a term from the draft' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: z.strictObject({ term: z.string().trim().min(1).max(limits.term) }),
  output: z.object({ revision: z.int() }),
  prepare: ({ db, ports }, { term }) => prepareEdit(db, ports, { kind: 'remove-term', term }),
  run: async (ctx, { term }, edit) => {
    const draft = await keepEdit(ctx, edit)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: 'term-removed', term, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
