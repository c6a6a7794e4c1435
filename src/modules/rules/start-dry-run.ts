import { z } from 'zod'
import { newId } from '../../kernel/id.ts'
import { lockDraft } from './draft-store.ts'
import { dryRunJob } from './dry-run-job.ts'
import { draftChanged, dryRunRunning, noDraft } from './problems.ts'
import { defineOperation, personOf } from './scope.ts'

/** How far back a dry-run looks. */
export const dryRunDays = 90
const day = 24 * 3_600_000

export const startDryRun = defineOperation({
  name: 'rules.start-dry-run',
  summary: {
    zh: '用草稿试运行近 90 天提交的物料',
    en: 'Dry-run the draft against everything submitted in the last 90 days',
  },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.dry-run-started'],
  input: z.strictObject({ revision: z.int().min(1).max(100_000_000) }),
  output: z.object({ id: z.uuid(), total: z.int() }),
  prepare: async ({ db, ports }) => {
    const set = await ports.engine.draftSet(db)
    if (set === undefined) throw noDraft()
    return set
  },
  run: async (ctx, { revision }, set) => {
    const person = personOf(ctx)
    const draft = await lockDraft(ctx)
    if (draft.id !== set.draft.id || draft.revision !== set.draft.revision || draft.revision !== revision)
      throw draftChanged()
    const running = await ctx.db
      .selectFrom('rule_dry_run')
      .select(['id', 'revision'])
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (running !== undefined && running.revision === draft.revision) throw dryRunRunning()
    if (running !== undefined) {
      const ended = { state: 'superseded' as const, ended_at: ctx.now }
      await ctx.db.updateTable('rule_dry_run').set(ended).where('id', '=', running.id).execute()
    }
    const since = new Date(ctx.now.getTime() - dryRunDays * day)
    const total = await ctx.ports.copy.countSubmitted(ctx.db, since)
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('rule_dry_run')
      .values({
        id,
        draft_id: draft.id,
        revision: draft.revision,
        digest: set.digest,
        state: 'running',
        since,
        total,
        checked: 0,
        position: null,
        more_stopped: 0,
        fewer_stopped: 0,
        more_reviewed: 0,
        fewer_reviewed: 0,
        started_at: ctx.now,
        started_by: person.id,
        progressed_at: ctx.now,
        ended_at: null,
      })
      .execute()
    ctx.record({
      type: 'rules.dry-run-started',
      subject: { kind: 'rule-dry-run', id },
      detail: { draft: draft.id, revision: draft.revision, digest: set.digest, total },
    })
    await ctx.enqueue(dryRunJob, { id }, { key: id })
    return { id, total }
  },
})
