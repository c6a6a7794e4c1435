import { createHmac, type KeyObject } from 'node:crypto'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import { type SignInProvider, signInProviders } from './provider.ts'

/** What the ledger says of an identity: the provider and a keyed digest, which is the same for the same one and tells nobody more. */
export const identityInLedger = (key: KeyObject, provider: SignInProvider, subject: string) => ({
  provider,
  identity: createHmac('sha256', key).update(`outside-identity|${provider}|${subject}`, 'utf8').digest('base64url').slice(0, 22),
})

/** Who signs in by an identity; undefined when nobody does. */
export const personOfIdentity = (db: IdentityDatabase, { provider, subject }: { provider: SignInProvider; subject: string }) =>
  db
    .selectFrom('outside_identity')
    .innerJoin('person', 'person.id', 'outside_identity.person_id')
    .select(['person.id', 'person.name', 'person.login_name as loginName', 'person.state'])
    .where('outside_identity.provider', '=', provider)
    .where('outside_identity.subject', '=', subject)
    .where('outside_identity.may_sign_in', '=', true)

/** The identities with which these people can sign in. What a directory alone keeps (SCIM) opens nothing and is left out. */
export const identitiesOf = async (db: IdentityDatabase, personIds: readonly string[]) =>
  personIds.length === 0
    ? []
    : db
        .selectFrom('outside_identity')
        .select(['person_id as personId', 'provider', 'subject', 'linked_at as linkedAt'])
        .where('provider', 'in', signInProviders)
        .where('person_id', 'in', personIds)
        .where('may_sign_in', '=', true)
        .orderBy('linked_at')
        .orderBy('provider')
        .$narrowType<{ provider: SignInProvider }>()
        .execute()

/**
 * Links an identity to a person, or lets them sign in by it again where a directory kept whose it is.
 * @returns false where it is somebody else's, or they have another one at this provider
 */
export const linkIdentity = async (
  db: IdentityTransaction,
  { provider, subject, personId, now }: { provider: SignInProvider; subject: string; personId: string; now: Date },
): Promise<boolean> => {
  const linked = { linked_at: now, linked_by: personId, may_sign_in: true }
  const added = await db
    .insertInto('outside_identity')
    .values({ provider, subject, person_id: personId, ...linked })
    .onConflict((conflict) => conflict.doNothing())
    .returning('provider')
    .executeTakeFirst()
  if (added !== undefined) return true
  const { numUpdatedRows } = await db
    .updateTable('outside_identity')
    .set({ may_sign_in: true })
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .where('person_id', '=', personId)
    .where('may_sign_in', '=', false)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

type Removal = {
  providers?: readonly SignInProvider[]
  /** Of a leaver: whose member of WeCom it is stays known until the account there is taken back. */
  leaving?: true
}

/**
 * Ends that a person can sign in by identities of theirs, at one provider or at any. What they linked themselves is
 * forgotten; what others keep of them besides (who linked it is not the person) stays, and opens nothing.
 * @returns what it was
 */
export const removeIdentities = async (
  db: IdentityDatabase,
  personId: string,
  { providers = signInProviders, leaving }: Removal = {},
): Promise<{ provider: SignInProvider; subject: string }[]> => {
  const removed = await identitiesOf(db, [personId])
  await db
    .updateTable('outside_identity')
    .set({ may_sign_in: false })
    .where('person_id', '=', personId)
    .where('provider', 'in', providers)
    .execute()
  await db
    .deleteFrom('outside_identity')
    .where('person_id', '=', personId)
    .where('provider', 'in', providers)
    .where('linked_by', '=', personId)
    .$if(leaving === true, (query) => query.where('provider', '<>', 'wecom'))
    .execute()
  return removed.filter(({ provider }) => providers.includes(provider)).map(({ provider, subject }) => ({ provider, subject }))
}
