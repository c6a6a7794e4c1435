import { z } from 'zod'
import { containing, offsetOf, pageFields } from '../../../kernel/page.ts'
import { purposeField, scopesBeyond } from '../apps/scopes.ts'
import { platformField } from '../platforms.ts'
import { defineOperation } from '../scope.ts'
import { credentialFlags, flagsOf } from './flags.ts'
import { credentialKindField } from './kinds.ts'

const reference = z.object({ id: z.uuid(), name: z.string() })

export const listCredentials = defineOperation({
  name: 'accounts.list-credentials',
  summary: { zh: '查看凭证清单，不含凭证的值', en: 'List the credentials, without their values' },
  effect: 'read',
  permission: 'accounts.view',
  records: { unrecorded: 'Names, dates and last four characters of credentials, never a value.' },
  input: z.strictObject({
    search: z.string().trim().max(100).optional(),
    accountId: z.uuid().optional(),
    kind: credentialKindField.optional(),
    state: z.enum(['active', 'leaked', 'retired']).optional(),
    ...pageFields,
  }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: credentialKindField,
        name: z.string(),
        account: reference.extend({ platform: platformField }).nullable(),
        partner: z.string().nullable(),
        lastFour: z.string(),
        owner: reference,
        purposes: z.array(purposeField),
        scopes: z.array(z.string()),
        /** Scopes that none of the purposes needs. */
        beyond: z.array(z.string()),
        rotationDays: z.int(),
        rotatedAt: z.iso.datetime(),
        dueAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
        state: z.enum(['active', 'leaked', 'retired']),
        flags: z.array(z.enum(credentialFlags)),
      }),
    ),
  }),
  run: async (ctx, { search = '', accountId, kind, state, page, pageSize }) => {
    const found = ctx.db
      .selectFrom('credential')
      .leftJoin('marketing_account as account', 'account.id', 'credential.account_id')
      .$if(search !== '', (query) =>
        query.where((eb) =>
          eb.or(
            (['credential.name', 'credential.partner', 'account.name'] as const).map((column) =>
              eb(column, 'ilike', containing(search)),
            ),
          ),
        ),
      )
      .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'token'))
      .$if(state !== undefined, (query) => query.where('credential.state', '=', state ?? 'active'))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .select([
        'credential.id', 'kind', 'credential.name', 'account_id', 'account.name as account_name', 'credential.platform',
        'partner', 'last_four', 'credential.owner_id', 'purposes', 'scopes', 'rotation_days', 'rotated_at', 'stored_at',
        'due_at', 'last_used_at', 'credential.state',
      ])
      .orderBy((eb) => eb('credential.state', '=', 'retired'))
      .orderBy('due_at')
      .orderBy('credential.id')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.owner_id))
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        name: row.name,
        account:
          row.account_id === null || row.platform === null
            ? null
            : { id: row.account_id, name: row.account_name ?? '', platform: row.platform },
        partner: row.partner,
        lastFour: row.last_four,
        owner: { id: row.owner_id, name: people.get(row.owner_id)?.name ?? '' },
        purposes: [...row.purposes],
        scopes: [...row.scopes],
        beyond: [...scopesBeyond(row.platform, row)],
        rotationDays: row.rotation_days,
        rotatedAt: row.rotated_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
        state: row.state,
        flags: flagsOf(row, ctx.now),
      })),
    }
  },
})
