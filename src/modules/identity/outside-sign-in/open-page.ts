import type { Preparation } from '../../../kernel/operation.ts'
import { isOutsideAddress } from '../../../kernel/outbound/outside-address.ts'
import type { IdentityPorts } from '../scope.ts'
import type { IdentityTables } from '../tables.ts'
import { newState, secretsOfState } from './authorization-request.ts'
import { notStartedHere } from './problems.ts'
import type { SignInProvider } from './provider.ts'
import { problemOfFailure, providerOfApp, redirectUriOf, wayOf } from './way.ts'

type Tools = Pick<Preparation<IdentityTables, IdentityPorts>, 'ports' | 'secrets' | 'origin'>

/** For the provider's description of itself, where it has one. */
const pageMs = 10_000

/**
 * Makes a state and the address of the provider's page for it; outside the transaction, since it may have to ask the
 * provider where its page is.
 * @throws Problem `outside-sign-in.not-offered`, `.refused`, `.no-answer`, `.not-started-here` for who has no browser
 */
export const openPage = async ({ ports, secrets, origin }: Tools, provider: SignInProvider) => {
  const way = wayOf(ports, provider)
  if (origin.deviceToken === undefined) throw notStartedHere()
  const state = newState()
  const start = {
    ...secretsOfState(secrets.session, state),
    redirectUri: redirectUriOf(ports.site(), provider),
    place: providerOfApp(origin.device) === provider ? ('app' as const) : ('browser' as const),
  }
  const page = await way.authorizeUrl(start, AbortSignal.timeout(pageMs))
  if (page.kind !== 'url') throw problemOfFailure(way, page)
  // A provider may name its own page: the browser must neither run it as a script nor take a state there in clear.
  const address = new URL(page.url)
  address.hash = ''
  if (!isOutsideAddress(address.href)) throw new Error(`The sign-in page of ${provider} is no https address`)
  return { state, deviceToken: origin.deviceToken, url: page.url.href }
}
