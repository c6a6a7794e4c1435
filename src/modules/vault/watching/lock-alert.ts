import { type RawBuilder, type Selectable, sql, type SqlBool } from 'kysely'
import { mayDo } from '../../../kernel/actor.ts'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { personOf, type VaultContext } from '../scope.ts'
import type { AgreementFacts } from './agreement-gate.ts'
import type { ReadingAlertRow } from './tables.ts'

/**
 * Which alerts somebody may see: those of their department, or every one; never those about themselves, and those about
 * decoys only with the right to keep them.
 */
export const alertsFor = ({ actor }: Pick<VaultContext, 'actor'>): RawBuilder<SqlBool> => {
  if (actor.kind !== 'person') return sql`false`
  const everywhere = mayDo(actor, 'vault.decide-all-readings') ? sql`true` : sql`reading_alert.department_id = ${actor.departmentId}`
  const decoys = mayDo(actor, 'vault.manage-decoys') ? sql`true` : sql`reading_alert.kind = 'unusual'`
  return sql`(${everywhere} and ${decoys} and reading_alert.person_id <> ${actor.id})`
}

/** @throws Problem `record.not-found` also for what somebody may not see */
export const findAlert = async (ctx: VaultContext, id: string): Promise<Selectable<ReadingAlertRow>> => {
  const row = await ctx.db.selectFrom('reading_alert').selectAll().where('id', '=', id).where(alertsFor(ctx)).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** The same, held until the end of the transaction, with what the gate asks about who decides. */
export const lockAlert = async (
  ctx: VaultContext,
  id: string,
): Promise<{ alert: Selectable<ReadingAlertRow>; facts: Omit<AgreementFacts, 'lets'> }> => {
  const decider = personOf(ctx)
  const { person_id: reader } = await findAlert(ctx, id)
  // In one order for both, so that two who agree for each other at once do not miss each other.
  await takeAdvisoryLock(ctx.db, `vault.verdict ${[reader, decider.id].toSorted().join(' ')}`)
  const alert = await ctx.db.selectFrom('reading_alert').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
  const { rows } = await sql<{ mutual: boolean; ownAlert: boolean }>`
    select
      exists (select from reading_verdict where person_id = ${decider.id} and by_id = ${reader}
        and kind in ('agreed', 'harmless') and at > ${new Date(ctx.now.getTime() - mutualMs)}) as mutual,
      exists (select from reading_alert where person_id = ${decider.id} and kind = 'unusual'
        and (decided_at is null or decision in ('block', 'case'))) as "ownAlert"`.execute(ctx.db)
  return { alert, facts: { self: reader === decider.id, mutual: rows[0]?.mutual === true, ownAlert: rows[0]?.ownAlert === true } }
}

/** Whether the reading stands still because of this alert, so that a second person may agree that it goes on. */
export const stopsReading = ({ kind, grade, decision }: Pick<Selectable<ReadingAlertRow>, 'kind' | 'grade' | 'decision'>): boolean =>
  decision === 'block' || decision === 'case' || (kind === 'unusual' && decision === null && grade === 'blocked')

/** For so long two people may not agree for each other. */
const mutualMs = 24 * 3_600_000
