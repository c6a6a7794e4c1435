import { z } from 'zod'
import type { Platform } from '../platforms.ts'
import type { AccountsContext } from '../scope.ts'
import { purposeField, scopesBeyond } from './scopes.ts'

export const appView = z.object({
  id: z.uuid(),
  name: z.string(),
  appId: z.string().nullable(),
  purposes: z.array(purposeField),
  scopes: z.array(z.string()),
  /** Scopes that none of the purposes needs. */
  beyond: z.array(z.string()),
  tokenExpiresAt: z.iso.datetime().nullable(),
  tokenExpired: z.boolean(),
  linkedAt: z.iso.datetime(),
  unlinkedAt: z.iso.datetime().nullable(),
})

const mostApps = 100

/** The applications of others on an account, living ones first. */
export const appsOf = async (
  { db, now }: Pick<AccountsContext, 'db' | 'now'>,
  { id, platform }: { id: string; platform: Platform },
): Promise<z.input<typeof appView>[]> => {
  const apps = await db
    .selectFrom('linked_app')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy((eb) => eb('unlinked_at', 'is not', null))
    .orderBy('linked_at', 'desc')
    .orderBy('id')
    .limit(mostApps)
    .execute()
  return apps.map((app) => ({
    id: app.id,
    name: app.name,
    appId: app.app_id,
    purposes: [...app.purposes],
    scopes: [...app.scopes],
    beyond: [...scopesBeyond(platform, app)],
    tokenExpiresAt: app.token_expires_at?.toISOString() ?? null,
    tokenExpired: app.token_expires_at !== null && app.token_expires_at <= now,
    linkedAt: app.linked_at.toISOString(),
    unlinkedAt: app.unlinked_at?.toISOString() ?? null,
  }))
}
