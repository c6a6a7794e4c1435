import type { Assurance } from '../../../kernel/actor.ts'
import { json } from '../../../kernel/database/json.ts'
import { newId } from '../../../kernel/id.ts'
import type { Origin } from '../../../kernel/actor.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import type { SignInProvider } from '../outside-sign-in/provider.ts'
import { digestOf } from '../sessions/token.ts'
import { deviceOf } from './device/device-of.ts'
import { countSignIn, type History, historyOf, noCounts, type Population } from './history.ts'
import { placeOfIp } from './place/place-of-ip.ts'
import type { SignIn } from './sign-in.ts'
import type { SignInRisk } from './sign-in-risk.ts'

/** Sign-ins of everybody that say what is usual in this company. */
const populationSize = 1000
/** The newest of one person are read; `historyOf` counts a hundred of them. */
const historySize = 100

/** What a call tells of where it comes from and on what. */
export const signInFrom = (
  { ip, device, deviceToken }: Origin,
  { now, secrets }: { now: Date; secrets: Pick<Secrets, 'session'> },
): SignIn => ({
  at: now.getTime(),
  ip: ip ?? '',
  ...placeOfIp(ip ?? ''),
  deviceKey: deviceToken === undefined ? null : Buffer.from(digestOf(secrets.session, deviceToken)).toString('base64url'),
  device: deviceOf(device ?? null),
})

type Row = Pick<SignIn, 'ip' | 'place' | 'network' | 'device'> & { at: Date; device_key: string | null }

const fromRow = ({ at, device_key: deviceKey, ...row }: Row): SignIn => ({ ...row, at: at.getTime(), deviceKey })

/** One person's finished sign-ins, summed up; those that they disowned were somebody else's. */
export const loadHistory = async (db: IdentityDatabase, personId: string, now: Date): Promise<History> => {
  const rows = await db
    .selectFrom('sign_in')
    .select(['at', 'ip', 'place', 'network', 'device', 'device_key'])
    .where('person_id', '=', personId)
    .where('assurance', 'is not', null)
    .where('disowned_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(historySize)
    .execute()
  // One that was finished in this very millisecond counts as well.
  return historyOf(rows.map(fromRow), now.getTime() + 1)
}

/** Everybody's latest sign-ins, counted. */
export const loadPopulation = async (db: IdentityDatabase): Promise<Population> => {
  const rows = await db
    .selectFrom('sign_in')
    .select(['at', 'ip', 'place', 'network', 'device', 'device_key'])
    .where('assurance', 'is not', null)
    .where('disowned_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(populationSize)
    .execute()
  const population = noCounts()
  for (const row of rows) countSignIn(population, fromRow(row))
  return population
}

/** Notes a sign-in of which the first part is proven. `provider`: who said so, where it was somebody outside. @returns its id */
export const noteSignIn = async (
  db: IdentityTransaction,
  { personId, signIn, risk, provider = null }: {
    personId: string
    signIn: SignIn
    risk: Pick<SignInRisk, 'level' | 'reasons'>
    provider?: SignInProvider | null
  },
): Promise<string> => {
  const id = newId(signIn.at)
  await db
    .insertInto('sign_in')
    .values({
      id,
      person_id: personId,
      at: new Date(signIn.at),
      ip: signIn.ip,
      place: signIn.place === null ? null : json(signIn.place),
      network: json(signIn.network),
      device: json(signIn.device),
      device_key: signIn.deviceKey,
      level: risk.level,
      reasons: json([...risk.reasons]),
      assurance: null,
      session_id: null,
      disowned_at: null,
      provider,
    })
    .execute()
  return id
}

/** Notes that a sign-in was finished: from now on it counts as a habit. */
export const finishSignIn = async (
  db: IdentityTransaction,
  id: string,
  { sessionId, assurance }: { sessionId: string; assurance: Assurance },
): Promise<void> => {
  await db.updateTable('sign_in').set({ session_id: sessionId, assurance }).where('id', '=', id).execute()
}
