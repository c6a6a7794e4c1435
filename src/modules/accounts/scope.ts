import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Context } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KnownPlace } from './alerts/parse/find-place.ts'
import type { LogRead } from './alerts/log-lines.ts'
import type { Network, SignInHere } from './alerts/triage/history.ts'
import type { AccountsTables } from './tables.ts'
import type { accountsEvents, accountsPermissions } from './vocabulary.ts'

/** What accounts needs from the rest of the program; unknown ids are absent from the answers. */
export type AccountsPorts = {
  people: (
    db: AnyDatabase,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { name: string; active: boolean }>>
  /** Everybody, also who is not active any more. */
  everybody: (
    db: AnyDatabase,
  ) => Promise<readonly { id: string; name: string; loginName: string; active: boolean }[]>
  departments: (db: AnyDatabase) => Promise<readonly { id: string; name: string }[]>
  /** The posts of an active person; none for anybody else. */
  postsOf: (db: AnyDatabase, personId: string) => Promise<readonly string[]>
  /** The active people whom an owner stands for today. */
  holders: (db: AnyDatabase, owner: Owner) => Promise<readonly string[]>
  /** Finished sign-ins of these people to this program. */
  signInsOf: (db: AnyDatabase, people: readonly string[], span: Span) => Promise<readonly SignInHere[]>
  /** Networks from which several people signed in, by prefix, with how many. */
  sharedNetworks: (db: AnyDatabase, span: Span) => Promise<ReadonlyMap<string, number>>
  whereaboutsOf: (ip: string) => { place: KnownPlace | null; network: Network }
  knownPlaces: () => readonly KnownPlace[]
  /** Who has this member id in WeCom. */
  personByWecom: (db: AnyDatabase, memberId: string) => Promise<string | null>
  /** When something was published on an account. */
  publicationsNear: (db: AnyDatabase, accountId: string, span: Span) => Promise<readonly Date[]>
  /** Reads WeCom's logs of members and administrators; absent where WeCom is not configured. */
  wecomLog?: (asked: Span & { now: Date }, signal: AbortSignal) => Promise<LogRead>
  /** Reads which members of WeCom may have customers; absent where WeCom is not configured. */
  contactSeats?: (signal: AbortSignal) => Promise<SeatsRead>
  /** Tells security administrators outside the console; absent where nothing is configured. Rejects to be tried again. */
  alarm?: (alarm: { id: string; title: string; text: string; link: string }) => Promise<void>
}

/** Member ids of WeCom, or why there are none; it is asked again the next day. */
export type SeatsRead = { kind: 'done'; members: readonly string[] } | { kind: 'failed'; sentence: Sentence }

type Span = { from: Date; to: Date }

type Scope = {
  tables: AccountsTables
  event: keyof typeof accountsEvents
  permission: keyof typeof accountsPermissions
  ports: AccountsPorts
}

export type AccountsContext = Context<AccountsTables, Scope['event'], AccountsPorts>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<AccountsTables>()

/** The person who acts; null for a job or a program. */
export const actingPerson = ({ actor }: Pick<AccountsContext, 'actor'>): string | null =>
  actor.kind === 'person' ? actor.id : null
