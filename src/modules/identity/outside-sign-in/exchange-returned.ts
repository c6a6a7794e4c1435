import { z } from 'zod'
import type { Preparation } from '../../../kernel/operation.ts'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import type { IdentityPorts } from '../scope.ts'
import { digestOf } from '../sessions/token.ts'
import type { IdentityTables } from '../tables.ts'
import { findRequest, secretsOfState } from './authorization-request.ts'
import { notStartedHere } from './problems.ts'
import { signInProviders } from './provider.ts'
import { type ExchangeAnswer, type OutsideWay, redirectUriOf, wayOf } from './way.ts'

/** `provider`: at whose return address the browser arrived. `returned`: the parameters that it came with, as in the address. */
export const returnedInput = z.strictObject({
  provider: z.enum(signInProviders),
  returned: z.string().min(1).max(8192),
})

type Tools = Pick<Preparation<IdentityTables, IdentityPorts>, 'db' | 'now' | 'ports' | 'secrets' | 'origin'>

/** `strange`: the state is out, but not for this browser, this provider or this purpose. */
export type Exchanged =
  | { kind: 'strange'; why: 'other-browser' | 'other-provider' | 'other-purpose' }
  | { kind: 'answered'; state: string; way: OutsideWay; answer: ExchangeAnswer }

/** A code is exchanged with up to three calls of the provider. */
const exchangeMs = 20_000

/**
 * Checks that the state was given to this browser for this provider and purpose, and only then asks the provider who it
 * is; outside the transaction. The state is not used up yet (`takeRequest`).
 * @param personId who links an identity; null for a sign-in
 * @throws Problem `outside-sign-in.not-started-here` for a state that is not out
 */
export const exchangeReturned = async (
  tools: Tools,
  { provider, returned }: z.output<typeof returnedInput>,
  personId: string | null,
): Promise<Exchanged> => {
  const { ports, secrets, origin } = tools
  const parameters = new URLSearchParams(returned)
  const [state = '', ...more] = parameters.getAll('state')
  if (!/^[0-9a-f]{64}$/.test(state) || more.length > 0) throw notStartedHere()
  const request = await findRequest(tools, state)
  if (request === undefined) throw notStartedHere()
  const device = digestOf(secrets.session, origin.deviceToken ?? '')
  if (!sameBytes(device, request.deviceDigest)) return { kind: 'strange', why: 'other-browser' }
  if (request.provider !== provider) return { kind: 'strange', why: 'other-provider' }
  if (request.personId !== personId) return { kind: 'strange', why: 'other-purpose' }
  const way = wayOf(ports, provider)
  const start = { ...secretsOfState(secrets.session, state), redirectUri: redirectUriOf(ports.site(), provider) }
  const answer = await way.exchange(start, parameters, AbortSignal.timeout(exchangeMs))
  return { kind: 'answered', state, way, answer }
}
