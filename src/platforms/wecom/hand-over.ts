import type { WecomCall, WecomDone } from './call.ts'
import { wecomCustomers } from './customers.ts'
import { foreseenRefusal, type WecomFailure } from './failure.ts'
import {
  inCalls,
  isTransferableAfterLeaving,
  MOST_GROUPS_A_DAY,
  takesEffectAt,
  transferableFrom,
} from './transfer-rules.ts'
import { type Pair, type TransferState, wecomTransfers } from './transfers.ts'

export type HandOver = {
  /** Where each customer, or each group, stands. */
  states: ReadonlyMap<string, TransferState>
  /** What stopped it before the end; null when nothing did. */
  stoppedBy: WecomFailure | null
  /** When those that wait have taken effect, at the latest: ask again then. Null when none waits. */
  settledBy: Date | null
}

export type HandOverOptions = {
  /** Told to customers of a member in service. */
  message?: string
  /** When customers were handed over before, as far as is known here. */
  earlier?: ReadonlyMap<string, readonly Date[]>
  now: Date
  signal: AbortSignal
}

type States = Map<string, TransferState>
type Ask = (ids: readonly string[]) => Promise<WecomDone<States> | WecomFailure>

/** Asks call by call, and stops at the first that is refused as a whole. */
const inTurn = async (ids: readonly string[], states: States, ask: Ask): Promise<WecomFailure | null> => {
  for (const part of inCalls(ids)) {
    const said = await ask(part)
    if (said.kind !== 'done') return said
    for (const [id, state] of said.value) states.set(id, state)
  }
  return null
}

const answer = (states: States, stoppedBy: WecomFailure | null, now: Date): HandOver => {
  const waiting = [...states.values()].some((one) => 'state' in one && one.state === 'waiting')
  return { states, stoppedBy, settledBy: waiting ? takesEffectAt(now) : null }
}

/** Whoever refused, or did not fit in, is not asked again with this successor: that is for a person to see. */
const isSettled = (state: TransferState | undefined): boolean =>
  state !== undefined && ('kind' in state || state.state !== 'done')

/**
 * Hands all customers of one member over to another. It first reads what WeCom knows of earlier transfers between the
 * two, and asks only for the rest: so it can be called again after a crash, and every day until nobody waits any more.
 */
export const handOverCustomers = async (call: WecomCall, pair: Pair, options: HandOverOptions): Promise<HandOver> => {
  const { message, earlier, now, signal } = options
  const transfers = wecomTransfers(call)
  const known = await transfers.results(pair, signal)
  if (known.kind !== 'done') return answer(new Map(), known, now)
  const states: States = new Map(known.value)
  const listed = await customersOf(call, pair, signal)
  if (listed.kind !== 'done') return answer(states, listed, now)
  const open: string[] = []
  // One who was handed over once and has come back is listed again.
  for (const { customer, leftAt } of listed.value.filter((one) => !isSettled(states.get(one.customer)))) {
    const foreseen =
      leftAt === null
        ? transferableFrom(earlier?.get(customer) ?? [], now) !== null && foreseenRefusal('transferred-too-often')
        : !isTransferableAfterLeaving(leftAt, now) && foreseenRefusal('left-too-long-ago')
    if (foreseen === false) open.push(customer)
    else states.set(customer, foreseen)
  }
  const stoppedBy = await inTurn(open, states, (ids) =>
    transfers.customers(pair, { ids, ...(message === undefined ? {} : { message }) }, signal),
  )
  return answer(states, stoppedBy, now)
}

type Listed = WecomDone<{ customer: string; leftAt: Date | null }[]> | WecomFailure

const customersOf = async (call: WecomCall, { handover, stage }: Pair, signal: AbortSignal): Promise<Listed> => {
  const customers = wecomCustomers(call)
  if (stage === 'in-service') {
    const said = await customers.of(handover, signal)
    return said.kind === 'done'
      ? { kind: 'done', value: said.value.map((customer) => ({ customer, leftAt: null })) }
      : said
  }
  const said = await customers.unassigned(signal)
  return said.kind === 'done' ? { kind: 'done', value: said.value.filter((one) => one.handover === handover) } : said
}

/** The rest is for tomorrow. */
const tomorrow: WecomFailure = { kind: 'try-later', why: 'rate-limit', afterSeconds: 86_400, code: null }

/**
 * Gives all customer groups of one member another owner, at most 300 a day. What was done is no longer listed, so it
 * can be called again after a crash.
 */
export const handOverGroups = async (
  call: WecomCall,
  pair: Pair,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<HandOver> => {
  const states: States = new Map()
  const owned = await wecomCustomers(call).groupsOf(pair.handover, signal)
  if (owned.kind !== 'done') return answer(states, owned, now)
  const today = owned.value.slice(0, MOST_GROUPS_A_DAY)
  const stoppedBy = await inTurn(today, states, (ids) => wecomTransfers(call).groups(pair, ids, signal))
  return answer(states, stoppedBy ?? (owned.value.length > today.length ? tomorrow : null), now)
}
