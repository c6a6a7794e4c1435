import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { kindField } from '../fields/input.ts'
import { keysOf } from '../origin.ts'
import { defineOperation, personOf } from '../scope.ts'
import { exportStates, exportTimes } from './export-life.ts'
import { isInReach } from './export-store.ts'
import { exportFilter } from './filter.ts'
import { exportPurposes } from './purposes.ts'
import { wakeStalled } from './wake.ts'

const reference = z.object({ id: z.uuid(), name: z.string() })

export const listExports = defineOperation({
  name: 'vault.list-exports',
  summary: { zh: '查看导出任务', en: 'See the exports of customers' },
  effect: 'read',
  permission: 'vault.view-exports',
  records: { unrecorded: 'Who exports what kinds of how many customers, and why: no datum of a customer.' },
  input: z.strictObject({ state: z.enum(keysOf(exportStates)).optional(), mine: z.boolean().optional(), ...pageFields }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        state: z.enum(keysOf(exportStates)),
        variant: z.enum(['clear', 'masked']),
        format: z.enum(['xlsx', 'csv']),
        kinds: z.array(kindField),
        filter: exportFilter,
        purpose: z.enum(keysOf(exportPurposes)),
        reason: z.string(),
        sensitive: z.boolean(),
        needsAgreement: z.boolean(),
        customers: z.int(),
        department: reference.nullable(),
        askedBy: reference,
        askedAt: z.iso.datetime(),
        decision: z.object({ by: reference, at: z.iso.datetime(), reason: z.string() }).nullable(),
        /** Rows written, of all; null before they are picked. */
        progress: z.object({ done: z.int(), total: z.int() }).nullable(),
        madeAt: z.iso.datetime().nullable(),
        expiresAt: z.iso.datetime().nullable(),
        size: z.int().nullable(),
        sha256: z.string().nullable(),
        downloads: z.object({ done: z.int(), most: z.int() }),
        endedAt: z.iso.datetime().nullable(),
        /** What the reader may do with it. */
        mine: z.boolean(),
        mayDecide: z.boolean(),
      }),
    ),
  }),
  run: async (ctx, { state, mine, page, pageSize }) => {
    const person = personOf(ctx)
    // Whoever looks at one that stands still sets it going again.
    await wakeStalled(ctx)
    const oversees = mayDo(person, 'vault.decide-exports')
    let found = ctx.db.selectFrom('vault_export')
    if (mine === true || (!oversees && !mayDo(person, 'vault.view-all'))) found = found.where('asked_by', '=', person.id)
    else if (!mayDo(person, 'vault.view-all')) {
      found = found.where((eb) => eb.or([eb('asked_by', '=', person.id), eb('department_id', '=', person.departmentId)]))
    }
    if (state !== undefined) found = found.where('state', '=', state)
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found.selectAll().orderBy('asked_at', 'desc').orderBy('id', 'desc').limit(pageSize).offset(offsetOf({ page, pageSize })).execute()
    const people = await ctx.ports.people(ctx.db, [...new Set(rows.flatMap(({ asked_by, decided_by }) => [asked_by, ...(decided_by === null ? [] : [decided_by])]))])
    const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
    const named = (id: string) => ({ id, name: people.get(id)?.name ?? '' })
    const items = rows.map((row) => ({
      id: row.id,
      state: row.state,
      variant: row.variant,
      format: row.format,
      kinds: [...row.kinds],
      filter: row.filter,
      purpose: row.purpose,
      reason: row.reason,
      sensitive: row.sensitive,
      needsAgreement: row.needs_agreement,
      customers: row.total ?? row.customers,
      department: row.department_id === null ? null : { id: row.department_id, name: departments.get(row.department_id) ?? '' },
      askedBy: named(row.asked_by),
      askedAt: row.asked_at.toISOString(),
      decision:
        row.decided_by === null || row.decided_at === null ? null : { by: named(row.decided_by), at: row.decided_at.toISOString(), reason: row.decision_reason ?? '' },
      progress: row.total === null ? null : { done: row.done, total: row.total },
      madeAt: row.made_at?.toISOString() ?? null,
      expiresAt: row.expires_at?.toISOString() ?? null,
      size: row.file_size,
      sha256: row.file_digest === null ? null : Buffer.from(row.file_digest).toString('hex'),
      downloads: { done: row.downloads, most: exportTimes.downloads },
      endedAt: row.ended_at?.toISOString() ?? null,
      mine: row.asked_by === person.id,
      mayDecide: row.state === 'asked' && oversees && row.asked_by !== person.id && isInReach(person, row),
    }))
    return { total, items }
  },
})
