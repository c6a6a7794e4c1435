import { createHmac, type KeyObject } from 'node:crypto'
import { networkOf } from '../../../kernel/http/client-address.ts'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import { tooManyFailures } from '../problems.ts'
import { delayAfter, type DelayPolicy, failureMemoryMs, loginDelay, networkDelay } from './delay.ts'

/** What failures are counted against: a keyed hash, so that the table names neither people nor networks. */
export type FailureKey = { key: Uint8Array; policy: DelayPolicy }

/**
 * The keys of one attempt. Names that nobody has are counted like any other, so that a delay does not tell which
 * names exist.
 * @param attempt.loginName normalised
 * @param attempt.ip the caller's address; without it (a call on the machine itself) only the name counts
 */
export const failureKeys = (key: KeyObject, attempt: { loginName: string; ip: string | undefined }): FailureKeys => {
  const keyed = (text: string): Uint8Array => new Uint8Array(createHmac('sha256', key).update(text, 'utf8').digest())
  return {
    login: { key: keyed(`sign-in-failure|login|${attempt.loginName}`), policy: loginDelay },
    network:
      attempt.ip === undefined
        ? undefined
        : { key: keyed(`sign-in-failure|network|${networkOf(attempt.ip)}`), policy: networkDelay },
  }
}

export type FailureKeys = { login: FailureKey; network: FailureKey | undefined }

const listed = ({ login, network }: FailureKeys): readonly FailureKey[] =>
  network === undefined ? [login] : [login, network]

/**
 * Stops an attempt that comes too early, before any work is done for it.
 * @throws Problem `sign-in.too-many-failures` with the seconds to wait
 */
export const refuseWhileDelayed = async (db: IdentityDatabase, keys: FailureKeys, now: Date): Promise<void> => {
  const rows = await db
    .selectFrom('sign_in_failure')
    .select('delayed_until')
    .where('key', 'in', listed(keys).map(({ key }) => key))
    .where('delayed_until', '>', now)
    .execute()
  const until = rows.flatMap(({ delayed_until: at }) => (at === null ? [] : [at.getTime()]))
  if (until.length === 0) return
  const seconds = Math.ceil((Math.max(...until) - now.getTime()) / 1000)
  throw tooManyFailures({ seconds }, { retryAfterSeconds: seconds })
}

/**
 * Takes the turn of an attempt: attempts on the same name or from the same network go one after the other from here to
 * the end of the transaction, so that a hundred at once do not share one free try. Then refuses like
 * `refuseWhileDelayed`.
 */
export const takeTurn = async (db: IdentityTransaction, keys: FailureKeys, now: Date): Promise<void> => {
  // In a fixed order, name before network, so that two attempts never wait for each other.
  for (const { key } of listed(keys)) {
    await db
      .insertInto('sign_in_failure')
      .values({ key, failures: 0, last_at: now, delayed_until: null })
      .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ key: eb.ref('excluded.key') })))
      .execute()
  }
  await refuseWhileDelayed(db, keys, now)
}

/**
 * Counts a failed attempt.
 * @returns how many seconds the next attempt on this name has to wait
 */
export const countFailure = async (db: IdentityTransaction, keys: FailureKeys, now: Date): Promise<number> => {
  const waits: number[] = []
  for (const { key, policy } of listed(keys)) {
    const { failures } = await db
      .updateTable('sign_in_failure')
      .set((eb) => ({
        failures: eb
          .case()
          .when('last_at', '<', new Date(now.getTime() - failureMemoryMs))
          .then(1)
          .else(eb('failures', '+', 1))
          .end(),
        last_at: now,
      }))
      .where('key', '=', key)
      .returning('failures')
      .executeTakeFirstOrThrow()
    const seconds = delayAfter(failures, policy)
    waits.push(seconds)
    const until = seconds === 0 ? null : new Date(now.getTime() + seconds * 1000)
    await db.updateTable('sign_in_failure').set({ delayed_until: until }).where('key', '=', key).execute()
  }
  return Math.max(...waits)
}

const hourMs = 3_600_000

/** How many failures of the last hour stand against the name, and how many of the last day against the network. */
export const failuresOf = async (
  db: IdentityDatabase,
  { login, network }: FailureKeys,
  now: Date,
): Promise<{ login: number; network: number }> => {
  const count = async (key: FailureKey | undefined, memoryMs: number): Promise<number> => {
    if (key === undefined) return 0
    const row = await db
      .selectFrom('sign_in_failure')
      .select('failures')
      .where('key', '=', key.key)
      .where('last_at', '>', new Date(now.getTime() - memoryMs))
      .executeTakeFirst()
    return row?.failures ?? 0
  }
  return { login: await count(login, hourMs), network: await count(network, failureMemoryMs) }
}

/** Forgets the failures of a name after a whole sign-in. Those of the network stay: its other guesses were wrong. */
export const forgetFailures = async (db: IdentityTransaction, { login }: FailureKeys): Promise<void> => {
  await db.deleteFrom('sign_in_failure').where('key', '=', login.key).execute()
}
