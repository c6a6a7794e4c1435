import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { limits } from './changes.ts'
import { editDraft } from './draft-store.ts'
import { defineOperation } from './scope.ts'

export const removeTerm = defineOperation({
  name: 'rules.remove-term',
  summary: { zh: '从草稿中删除词条', en: 'Remove a term from the draft' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: z.strictObject({ term: z.string().trim().min(1).max(limits.term) }),
  output: z.object({ revision: z.int() }),
  prepare: ({ db, ports }) => ports.engine.inForce(db),
  run: async (ctx, { term }, inForce) => {
    const draft = await editDraft(ctx, inForce)
    const gone = await ctx.db
      .deleteFrom('rule_draft_term')
      .where('draft_id', '=', draft.id)
      .where('folded', '=', ctx.ports.engine.fold(term))
      .returning('term')
      .executeTakeFirst()
    if (gone === undefined) throw notFound()
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: 'term-removed', term: gone.term, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
