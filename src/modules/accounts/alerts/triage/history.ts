import type { Sentence } from '../../../../kernel/sentence.ts'
import type { Factor } from '../../factors.ts'
import type { AlertAction } from '../parse/find-subject.ts'
import type { KnownPlace } from '../parse/find-place.ts'

/** A network as identity's tables describe it. */
export type Network = { prefix: string; kind: string; name: Sentence | null }

/** A sign-in of somebody to this program, which says where they usually are and on what. */
export type SignInHere = { personId: string; at: Date; place: KnownPlace | null; prefix: string; system: string }

/** An alert as the rule compares it. `place`: `abroad` where nothing more is said. */
export type AlertFacts = {
  action: AlertAction | 'other'
  at: Date | null
  place: KnownPlace | 'abroad' | null
  network: Network | null
  device: string | null
  forgedHosts: readonly string[]
  /** When it came: what stands in for a time that is not said. */
  reportedAt: Date
}

type Earlier = { at: Date | null; place: KnownPlace | null; prefix: string | null; device: string | null }

/** What is known of an account at the moment of an alert. */
export type AccountHistory = {
  /** Whoever may rightly have been it: owner, stand-in and seats; or the one person whom the alert names. */
  holders: readonly { id: string; name: string }[]
  /** The person whom the alert names, where they may not come in any more. */
  subjectGone: { id: string; name: string } | null
  /** Who lost their seat or left within the last 90 days. */
  leavers: readonly { id: string; name: string; hasSeat: boolean }[]
  /** Of all of these, within 90 days before the alert. */
  signIns: readonly SignInHere[]
  /** Networks from which at least three people signed in, by prefix. */
  offices: ReadonlyMap<string, number>
  /** Earlier alerts of this account that people decided. */
  genuine: readonly Earlier[]
  stolen: readonly Earlier[]
  factors: readonly Factor[]
  /** Check-outs of shared passwords within two hours before the alert. */
  checkOuts: readonly { personId: string; name: string; at: Date }[]
  /** What was published on this account within an hour of the alert. */
  publications: readonly Date[]
}

/** Days of sign-ins that count. */
export const historyDays = 90
