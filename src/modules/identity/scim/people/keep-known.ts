import type { ScimContext } from './scope.ts'
import { externalIdTaken } from './problems.ts'

/** Notes that the directory knows a person; somebody whom it deleted and speaks of again is known anew. */
export const keepKnown = async ({ db, now }: Pick<ScimContext, 'db' | 'now'>, personId: string): Promise<void> => {
  await db
    .insertInto('scim_person')
    .values({ person_id: personId, since: now, brought: false, left_at: null, deleted_at: null })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ deleted_at: null }))
    .execute()
}

/**
 * Keeps by which id the directory knows a person; null forgets it.
 * @returns whether that changed anything
 * @throws Problem `scim.external-id-taken`
 */
export const keepExternalId = async (ctx: ScimContext, personId: string, subject: string | null): Promise<boolean> => {
  const links = await ctx.db
    .selectFrom('outside_identity')
    .select(['person_id', 'subject'])
    .where('provider', '=', 'scim')
    .where((eb) => eb.or([eb('person_id', '=', personId), ...(subject === null ? [] : [eb('subject', '=', subject)])]))
    .execute()
  if (links.some(({ person_id: other }) => other !== personId)) throw externalIdTaken()
  if ((links[0]?.subject ?? null) === subject) return false
  await ctx.db.deleteFrom('outside_identity').where('provider', '=', 'scim').where('person_id', '=', personId).execute()
  if (subject !== null) {
    await ctx.db
      .insertInto('outside_identity')
      .values({ provider: 'scim', subject, person_id: personId, linked_at: ctx.now, linked_by: null })
      .execute()
  }
  ctx.record({ type: 'scim.linked', subject: { kind: 'person', id: personId }, detail: { linked: subject !== null } })
  return true
}
