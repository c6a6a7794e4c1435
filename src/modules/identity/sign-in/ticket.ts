import type { Origin } from '../../../kernel/actor.ts'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import type { IdentityContext } from '../scope.ts'
import type { IdentityDatabase } from '../database.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { digestOf } from '../sessions/token.ts'

/** Time for the second factor. */
const ticketMinutes = 5
/** Wrong proofs on one ticket; then the first factor is asked again. */
const proofsPerTicket = 5

/**
 * The first factor was right; what is still missing is tied to a ticket that says nothing to anybody else, and that is
 * taken from the device alone at which it was given.
 */
export const giveTicket = async (
  ctx: IdentityContext,
  { personId, signInId, passkeyOnly }: { personId: string; signInId: string; passkeyOnly: boolean },
): Promise<string> => {
  const ticket = randomToken()
  await ctx.db
    .insertInto('sign_in_ticket')
    .values({
      token_digest: digestOf(ctx.secrets.session, ticket),
      person_id: personId,
      expires_at: new Date(ctx.now.getTime() + ticketMinutes * 60_000),
      failures: 0,
      sign_in_id: signInId,
      passkey_only: passkeyOnly,
      device_digest: deviceOf(ctx),
    })
    .execute()
  return ticket
}

type Place = { secrets: Pick<Secrets, 'session'>; origin: Pick<Origin, 'deviceToken'> }
type Tools = Place & { db: IdentityDatabase; now: Date }

/** The device of a call; a program that keeps no cookies is the device without one. */
const deviceOf = ({ secrets, origin }: Place): Uint8Array => digestOf(secrets.session, origin.deviceToken ?? '')

/**
 * Whose ticket it is, and whether it is shown by another device than the one it was given to (`elsewhere`); undefined
 * when it is nobody's, has run out or has seen too many wrong proofs.
 */
export const findTicket = async (tools: Tools, ticket: string) => {
  const { db, secrets, now } = tools
  const found = await db
    .selectFrom('sign_in_ticket')
    .innerJoin('person', 'person.id', 'sign_in_ticket.person_id')
    .select(['person.id', 'person.login_name', 'sign_in_ticket.sign_in_id', 'sign_in_ticket.passkey_only'])
    .select('sign_in_ticket.device_digest')
    .where('sign_in_ticket.token_digest', '=', digestOf(secrets.session, ticket))
    .where('sign_in_ticket.expires_at', '>', now)
    .where('sign_in_ticket.failures', '<', proofsPerTicket)
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (found === undefined) return undefined
  const { device_digest: device, ...person } = found
  return { ...person, elsewhere: !sameBytes(device, deviceOf(tools)) }
}

/** Locks a ticket until the end of the transaction; false when it cannot be used any more. */
export const lockTicket = async (ctx: IdentityContext, ticket: string): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('sign_in_ticket')
    .innerJoin('person', 'person.id', 'sign_in_ticket.person_id')
    .select('sign_in_ticket.person_id')
    .where('sign_in_ticket.token_digest', '=', digestOf(ctx.secrets.session, ticket))
    .where('sign_in_ticket.expires_at', '>', ctx.now)
    .where('sign_in_ticket.failures', '<', proofsPerTicket)
    .where('person.state', '=', 'active')
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** Counts a wrong proof against a ticket. */
export const countAgainst = async (ctx: IdentityContext, ticket: string): Promise<void> => {
  await ctx.db
    .updateTable('sign_in_ticket')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('token_digest', '=', digestOf(ctx.secrets.session, ticket))
    .execute()
}
