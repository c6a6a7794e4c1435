import type { Kysely } from 'kysely'
import type { z } from 'zod'
import type { Actor, OpenPermission, Origin } from './actor.ts'
import type { Context } from './context.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { Locale, Sentence } from './sentence.ts'
import type { KernelTables } from './tables.ts'

/** Says that an operation leaves no ledger entry, and why that is right. Only reads of impersonal data may. */
export type Unrecorded = { unrecorded: string }

/** What `prepare` may use: reads outside the transaction, for work too slow to do inside it (password hashing). */
export type Preparation<Tables, Ports> = {
  db: Kysely<Tables & KernelTables>
  actor: Actor
  origin: Origin
  locale: Locale
  now: Date
  secrets: Secrets
  ports: Ports
}

/**
 * The one unit of work. HTTP route, OpenAPI entry, CLI command, typed client, permission list and ledger entry are
 * derived from it.
 */
export type Operation<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = {
  /** `module.verb-noun` */
  readonly name: Name
  readonly summary: Sentence
  /** `change` must record at least one event, `read` may be unrecorded with a reason. */
  readonly effect: 'read' | 'change'
  readonly permission: string
  readonly records: readonly string[] | Unrecorded
  readonly input: Input
  readonly output: Output
  /** A short address besides the derived one, for callers outside; see docs/adr/0009. */
  readonly path: string | undefined
  /**
   * Whether an API key may be given it. No unless said so: what needs a person, or changes who may do what, is not for
   * programs.
   */
  readonly byKey: boolean
  /** Whether the person must have proven a factor within the last five minutes. */
  readonly fresh: boolean
  /** Whether a browser that calls it without a mark of its own is given one; so it is with whatever changes something. */
  readonly marksBrowser: boolean
  /** Bytes of the request body; 256 KiB unless said otherwise. */
  readonly bodyLimit: number
  /** Calls a minute from one network for operations open to anyone. */
  readonly anonymousPerMinute: number
  readonly run: (ctx: Context, input: unknown, prepared: unknown) => Promise<unknown>
  readonly prepare: ((tools: Preparation<KernelTables, unknown>, input: unknown) => Promise<unknown>) | undefined
}

/** What a module's author writes. */
type OperationText<Name extends string, Input extends z.ZodType, Output extends z.ZodType, Scope extends ModuleScope, Prepared> = {
  name: Name
  summary: Sentence
  permission: Scope['permission'] | OpenPermission
  input: Input
  output: Output
  path?: `/api/v1/${string}`
  byKey?: true
  fresh?: true
  marksBrowser?: true
  bodyLimit?: number
  anonymousPerMinute?: number
  prepare?: (tools: Preparation<Scope['tables'], Scope['ports']>, input: z.output<Input>) => Promise<Prepared>
  run: (
    ctx: Context<Scope['tables'], Scope['event'], Scope['ports']>,
    input: z.output<Input>,
    prepared: Prepared,
  ) => Promise<z.input<Output>>
} & (
  | { effect: 'change'; records: readonly [Scope['event'], ...Scope['event'][]] }
  | { effect: 'read'; records: readonly [Scope['event'], ...Scope['event'][]] | Unrecorded }
)

/** What the operations of one module have in common: its tables, events, permissions and the ports it asks for. */
export type ModuleScope = { tables: object; event: string; permission: string; ports: unknown }

export const defaultBodyLimit = 256 * 1024
const defaultAnonymousPerMinute = 30

/**
 * Returns the `defineOperation` of a module. Permission, bounded input, output and recorded events are demanded by the
 * type: an operation without them does not compile.
 */
export const operationsOf =
  <Scope extends ModuleScope>() =>
  <const Name extends string, Input extends z.ZodType, Output extends z.ZodType, Prepared = undefined>(
    text: OperationText<Name, Input, Output, Scope, Prepared>,
  ): Operation<Name, Input, Output> =>
    ({
      bodyLimit: defaultBodyLimit,
      anonymousPerMinute: defaultAnonymousPerMinute,
      prepare: undefined,
      path: undefined,
      byKey: false,
      fresh: false,
      marksBrowser: text.effect === 'change',
      ...text,
      // The scope's types are erased here, once: the kernel hands every operation the context of its own module.
    }) as unknown as Operation<Name, Input, Output>
