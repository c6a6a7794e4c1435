import { z } from 'zod'
import { termSchema } from './changes.ts'
import { keepEdit, prepareEdit } from './draft-store.ts'
import { termEmpty } from './problems.ts'
import { defineOperation } from './scope.ts'

const meaningful = /[\p{L}\p{N}]/u

export const saveTerm = defineOperation({
  name: 'rules.save-term',
  summary: { zh: '在草稿中新增或修改词条', en: 'Add a term to the draft or change it' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: termSchema.extend({
    /** The spelling that is replaced, where the term itself changes. */
    replaces: z.string().trim().min(1).max(24).optional(),
  }),
  output: z.object({ revision: z.int() }),
  prepare: ({ db, ports }, { replaces, ...term }) => {
    if (!meaningful.test(term.term)) throw termEmpty()
    return prepareEdit(db, ports, { kind: 'save-term', term, ...(replaces === undefined ? {} : { replaces }) })
  },
  run: async (ctx, term, edit) => {
    const draft = await keepEdit(ctx, edit)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: 'term-saved', term: term.term, effect: term.effect, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
