import { z } from 'zod'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'
import { openerOf, sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { VaultContext } from '../scope.ts'

export const contactKinds = ['mobile', 'email', 'wecom-id', 'wechat'] as const
export type ContactKind = (typeof contactKinds)[number]

/** All that could tell a decoy; kept in an envelope. */
const payloadSchema = z.object({
  /** What the administrators call it. */
  label: z.string(),
  departmentId: z.uuid(),
  contacts: z.array(z.object({ kind: z.enum(contactKinds), value: z.string() })),
  /** Null until it was put among the customers. */
  customerId: z.uuid().nullable(),
  plantedAt: z.iso.datetime().nullable(),
  /** What its access record shows as its registration, made after that of another customer; null where those have none. */
  cover: z
    .object({
      entryId: z.uuid(),
      at: z.iso.datetime(),
      actor: z.object({ kind: z.string(), name: z.string().nullable() }),
      kinds: z.array(z.string()),
      ip: z.string().nullable(),
      device: z.string().nullable(),
    })
    .nullable(),
})

export type DecoyPayload = z.output<typeof payloadSchema>

export const decoyColumn: SealedColumn = { table: 'decoy', column: 'sealed', id: 'id' }
const placeOf = (id: string) => ({ table: 'decoy', column: 'sealed', row: id })

export const sealDecoy = async (ctx: Pick<VaultContext, 'db' | 'now' | 'secrets'>, id: string, payload: DecoyPayload): Promise<Uint8Array> =>
  (await sealerIn(ctx))(JSON.stringify(payload), placeOf(id))

/** @throws CannotOpen when one is not as sealed */
export const openDecoys = async <Row extends { id: string; sealed: Uint8Array }>(
  ctx: Pick<VaultContext, 'db' | 'secrets'>,
  rows: readonly Row[],
): Promise<readonly (Row & { payload: DecoyPayload })[]> => {
  const open = await openerOf(ctx, rows.map(({ sealed }) => sealed))
  return rows.map((row) => ({ ...row, payload: payloadSchema.parse(JSON.parse(open(row.sealed, placeOf(row.id)))) }))
}
