import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { openDraft } from './draft-store.ts'
import { setOf } from './in-force.ts'
import { draftExists } from './problems.ts'
import { defineOperation } from './scope.ts'

export const rollBack = defineOperation({
  name: 'rules.roll-back',
  summary: { zh: '以旧版本为内容新建草稿', en: 'Begin a draft that equals an old version' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  // 0 stands for the shipped packs alone.
  input: z.strictObject({ number: z.int().min(0).max(1_000_000) }),
  output: z.object({ revision: z.int() }),
  prepare: async ({ db, ports }, { number }) => {
    const inForce = await ports.engine.inForce(db)
    if (number >= inForce.number) throw notFound()
    const set = await setOf(db, number)
    return { basedOn: inForce.number, set, counts: (await ports.engine.thread.contents(set)).counts }
  },
  run: async (ctx, { number }, { basedOn, set, counts }) => {
    const found = await ctx.db.selectFrom('rule_draft').select('id').executeTakeFirst()
    if (found !== undefined) throw draftExists()
    const draft = await openDraft(ctx, { set: { ...set, counts }, basedOn, copyOf: number === 0 ? null : number })
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: 'rolled-back', to: number, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
