import type { Preparation } from '../../../kernel/operation.ts'
import type { IdentityContext, IdentityPorts } from '../scope.ts'
import { failuresOf, type FailureKeys } from '../sign-in/failures.ts'
import type { IdentityTables } from '../tables.ts'
import type { Population } from './history.ts'
import type { SignIn } from './sign-in.ts'
import { type SignInRisk, signInRisk } from './sign-in-risk.ts'
import { loadHistory, loadPopulation, signInFrom } from './sign-in-store.ts'

/** From so many failed sign-ins on, a network is taken for one that attacks; then it also has to wait (delay.ts). */
const attacksFrom = 20

/** What everybody's sign-ins say; read outside the transaction, since it is long. */
export const preparePopulation = ({ db }: Pick<Preparation<IdentityTables, IdentityPorts>, 'db'>): Promise<Population> =>
  loadPopulation(db)

/** Judges how likely a sign-in is somebody else's, by the person's own history and everybody's. */
export const judgeSignIn = async (
  ctx: IdentityContext,
  { personId, keys, population }: { personId: string; keys: FailureKeys; population: Population },
): Promise<{ signIn: SignIn; risk: SignInRisk; knownDevice: boolean }> => {
  const signIn = signInFrom(ctx.origin, ctx)
  const failures = await failuresOf(ctx.db, keys, ctx.now)
  const history = await loadHistory(ctx.db, personId, ctx.now)
  const attempt = { ...signIn, failuresBefore: failures.login, knownBad: failures.network >= attacksFrom }
  const { deviceKey } = signIn
  const knownDevice = deviceKey !== null && history.values[`key=${deviceKey}`] !== undefined
  return { signIn, risk: signInRisk(history, attempt, population), knownDevice }
}
