import { z } from 'zod'
import { changedMeanwhile } from '../../kernel/errors.ts'
import { enforce } from '../../kernel/gate.ts'
import { newId } from '../../kernel/id.ts'
import { decide } from '../../screening/verdict.ts'
import { checkAttachments } from './check-attachments.ts'
import { findingView } from './finding-view.ts'
import { checkByMachine } from './machine-check.ts'
import { fieldsOf, lockMaterial, stepFrom, writersOf } from './material-store.ts'
import { askForOpinions } from './opinion-store.ts'
import { visibleTo } from './reader-scope.ts'
import { defineOperation, personOf } from './scope.ts'
import { writerGate } from './self-check-gate.ts'
import { storedFinding } from './shapes.ts'
import { submissionGate } from './submission-gate.ts'
import { findingsOf, storeFindings } from './submission-store.ts'

export const submitMaterial = defineOperation({
  name: 'content.submit-material',
  summary: { zh: '提交物料，由机器检查并进入自查', en: 'Submit a material: the machine checks it, the author answers' },
  effect: 'change',
  permission: 'content.write',
  records: ['material.submitted'],
  input: z.object({ id: z.uuid(), version: z.int().min(1).max(100_000) }),
  output: z.object({ rulesVersion: z.string(), findings: z.array(storedFinding) }),
  prepare: async ({ db, actor, ports }, { id, version }) => {
    const screening = await ports.screening(db)
    const row = await db
      .selectFrom('material')
      .innerJoin('material_version as saved', (join) =>
        join.onRef('saved.material_id', '=', 'material.id').onRef('saved.version', '=', 'material.version'),
      )
      .selectAll('saved')
      .where('material.id', '=', id)
      .where('saved.version', '=', version)
      .where(visibleTo(actor))
      .executeTakeFirst()
    if (row === undefined) return { screening, attachments: null }
    return { screening, attachments: await checkAttachments(db, screening, fieldsOf(row)) }
  },
  run: async (ctx, { id, version }, { screening, attachments }) => {
    const person = personOf(ctx)
    const material = await lockMaterial(ctx, id)
    // Without attachments looked at, this version came into being after the check.
    if (material.version !== version || attachments === null) throw changedMeanwhile()
    const state = stepFrom(ctx, material, 'submit')
    const { fields, digest } = material
    enforce(writerGate({ personId: person.id, writerIds: await writersOf(ctx.db, material) }))
    const accounts = await ctx.ports.accounts(ctx.db, fields.accountIds)
    enforce(
      submissionGate({
        fields,
        accounts: [...accounts].map(([accountId, account]) => ({ id: accountId, active: account.state === 'active' })),
        unreadable: attachments.unreadable,
      }),
    )
    const findings = [...checkByMachine(screening.check, fields).findings, ...attachments.findings]

    const submissionId = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('material_submission')
      .values({
        id: submissionId,
        material_id: id,
        version,
        digest,
        submitted_at: ctx.now,
        submitted_by: person.id,
        rules_version: screening.label,
        state: 'open',
      })
      .execute()
    await storeFindings(ctx, submissionId, findings)
    await askForOpinions(ctx, submissionId)
    await ctx.db
      .insertInto('material_review')
      .values({
        id: newId(ctx.now.getTime()),
        submission_id: submissionId,
        level: 'self',
        state: 'claimed',
        reviewer_id: person.id,
        opened_at: ctx.now,
        claimed_at: ctx.now,
      })
      .execute()
    await ctx.db
      .updateTable('material')
      .set({ state, submitted_at: ctx.now, updated_at: ctx.now })
      .where('id', '=', id)
      .execute()
    ctx.record({
      type: 'material.submitted',
      subject: { kind: 'material', id },
      detail: {
        submissionId,
        version,
        digest,
        decision: decide(findings),
        rulesVersion: screening.label,
        rules: [...new Set(findings.map(({ rule }) => rule))].slice(0, 100),
      },
    })
    const stored = await findingsOf(ctx.db, submissionId)
    return { rulesVersion: screening.label, findings: stored.map((row) => findingView(row, new Map())) }
  },
})
