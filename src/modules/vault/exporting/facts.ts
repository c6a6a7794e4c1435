import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import type { PersonActor } from '../../../kernel/context.ts'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import { kindField } from '../fields/input.ts'
import { isSensitive, kindNames } from '../fields/kinds.ts'
import { keysOf } from '../origin.ts'
import type { VaultContext } from '../scope.ts'
import { isHourSpent, limitsIn } from '../settings/limits.ts'
import { loadReadings } from '../watching/load-history.ts'
import { isThrottled, slowedTo, standingOf } from '../watching/standing.ts'
import type { ExportFacts } from './export-gate.ts'
import { exportFilter } from './filter.ts'
import { pickedCustomers, type Reach } from './picking.ts'
import { exportPurposes } from './purposes.ts'

/** What an export is asked by. */
export const exportWish = {
  filter: exportFilter,
  kinds: z.array(kindField).min(1).max(kindNames.length),
  variant: z.enum(['clear', 'masked']),
  format: z.enum(['xlsx', 'csv']),
  purpose: z.enum(keysOf(exportPurposes)),
}

const wishSchema = z.strictObject(exportWish)
export type ExportWish = z.output<typeof wishSchema>

const dayMs = 86_400_000

/** Whose customers somebody may take out. */
export const reachOf = (person: PersonActor): Reach => (mayDo(person, 'vault.view-all') ? null : person.departmentId)

/**
 * Rows that a person asked for within a day. Refused and cancelled ones left nothing and do not count. Holds that person's other
 * askings back until this transaction ends.
 */
const recentRows = async ({ db, now }: Pick<VaultContext, 'db' | 'now'>, personId: string): Promise<number> => {
  await takeAdvisoryLock(db, `export ${personId}`)
  const { rows } = await db
    .selectFrom('vault_export')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('customers'), eb.lit(0)).as('rows'))
    .where('asked_by', '=', personId)
    .where('asked_at', '>', new Date(now.getTime() - dayMs))
    .where('state', 'in', ['asked', 'making', 'ready', 'destroyed'])
    .executeTakeFirstOrThrow()
  return Number(rows)
}

/** Everything that the decision on an export rests on. */
export const factsOf = async (ctx: VaultContext, person: PersonActor, wish: ExportWish): Promise<ExportFacts> => {
  const reach = reachOf(person)
  const found = await pickedCustomers(ctx, reach, wish.filter)
    .select((eb) => [eb.fn.countAll<number>().as('wanted'), eb.fn.coalesce(eb.fn.agg<boolean>('bool_or', ['customer.minor']), eb.lit(false)).as('minors')])
    .executeTakeFirstOrThrow()
  const limits = await limitsIn(ctx)
  const recent = await recentRows(ctx, person.id)
  const { open, openOfAll } = await ctx.db
    .selectFrom('vault_export')
    .select((eb) => [eb.fn.countAll<number>().as('openOfAll'), eb.fn.countAll<number>().filterWhere('asked_by', '=', person.id).as('open')])
    .where('state', 'in', ['asked', 'making', 'ready'])
    .executeTakeFirstOrThrow()
  const { thresholds, ...standing } = await standingOf(ctx, person.id)
  const readings = await loadReadings(ctx, person, { thresholds, customerId: null })
  const slowed = isThrottled(standing)
  return {
    purpose: wish.purpose,
    variant: wish.variant,
    format: wish.format,
    sensitive: wish.kinds.some((kind) => isSensitive(kind, { minor: found.minors })),
    mayOpen: mayDo(person, 'vault.open'),
    maySensitive: mayDo(person, 'vault.open-sensitive'),
    wanted: found.wanted,
    recent,
    alone: limits.exportAlone,
    limit: limits.exportADay,
    open,
    openOfAll,
    slowed,
    hourSpent: isHourSpent(limits, readings, slowed ? slowedTo : 1),
  }
}
