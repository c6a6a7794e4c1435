import { z } from 'zod'
import type { VaultContext } from '../scope.ts'
import type { CustomerRow } from '../tables.ts'
import { masked } from '../fields/mask.ts'
import { openedFields } from '../fields/store.ts'
import { keysOf, sources } from '../origin.ts'

export const customerStates = ['active', 'restricted', 'erased'] as const

/** A customer in a list: what tells two apart, masked. */
export const customerBrief = z.object({
  id: z.uuid(),
  /** Null where there is none, or nothing any more. */
  name: z.string().nullable(),
  mobile: z.string().nullable(),
  department: z.object({ id: z.uuid(), name: z.string() }),
  source: z.enum(keysOf(sources)),
  state: z.enum(customerStates),
  minor: z.boolean(),
  registeredAt: z.iso.datetime(),
  /** Somebody asked for erasure, and nobody decided yet. */
  erasureAsked: z.boolean(),
})

/** Opens name and mobile of these customers, and no more, for their masks. Restricted ones show nothing. */
export const briefsOf = async (
  ctx: VaultContext,
  rows: readonly CustomerRow[],
): Promise<z.input<typeof customerBrief>[]> => {
  const opened = await openedFields(ctx, rows.filter(({ state }) => state === 'active'), ['name', 'mobile'])
  const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
  return rows.map((row) => {
    const shown = (wanted: 'name' | 'mobile'): string | null => {
      const field = opened.get(row.id)?.find(({ kind }) => kind === wanted)
      return field === undefined ? null : masked(wanted, field.value)
    }
    return {
      id: row.id,
      name: shown('name'),
      mobile: shown('mobile'),
      department: { id: row.department_id, name: departments.get(row.department_id) ?? '' },
      source: row.source,
      state: row.state,
      minor: row.minor,
      registeredAt: row.registered_at.toISOString(),
      erasureAsked: row.state === 'active' && row.erasure_asked_at !== null,
    }
  })
}

/** How many of these customers belong to another department; nothing where none does. */
export const elsewhereOf = (
  { departmentId }: { departmentId: string },
  rows: readonly Pick<CustomerRow, 'department_id'>[],
): { elsewhere?: number } => {
  const elsewhere = rows.filter((row) => row.department_id !== departmentId).length
  return elsewhere === 0 ? {} : { elsewhere }
}

/** One entry for all that a list or a search showed; `customers` is indexed, so that each finds it in its own record. */
export const recordShown = (
  ctx: VaultContext,
  type: 'customer.listed' | 'customer.searched',
  shown: readonly { id: string }[],
  how: Readonly<Record<string, string | number | boolean>> = {},
): void =>
  ctx.record({
    type,
    subject: { kind: 'customers', id: ctx.origin.request.slice(0, 100) },
    detail: { ...how, customers: shown.map(({ id }) => id) },
  })
