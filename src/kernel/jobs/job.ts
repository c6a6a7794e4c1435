import type { Context } from '../context.ts'
import type { ModuleScope, Preparation } from '../operation.ts'
import type { KernelTables } from '../tables.ts'
import type { JobData } from './enqueue.ts'

/** Work outside a request: after an event, on a schedule, or asked for by an operation in its own transaction. */
export type Job = {
  /** `module.verb-noun` */
  readonly name: string
  /** Cron in Asia/Shanghai, minute precision. One that begins with `*` runs at the start of a server as well. */
  readonly schedule?: string
  /** Event types that start it; its data is then `{ entryId, type, subjectKind, subjectId }`. */
  readonly on?: readonly string[]
  /**
   * Runs in one transaction like an operation. Must be idempotent: it may be tried again. `again` asks for the next step at
   * once instead of after a look at the queue; whoever says so enqueues that step as well, for the process may end here.
   */
  readonly run: (ctx: Context, data: JobData, prepared: unknown) => Promise<void | 'again'>
  /** Runs outside the transaction, before `run`: for reads too slow to do inside it, and for calls to the outside. */
  readonly prepare: ((tools: Preparation<KernelTables, unknown>, data: JobData) => Promise<unknown>) | undefined
}

/** What a module's author writes. */
type JobText<Scope extends ModuleScope, Prepared> = Omit<Job, 'run' | 'prepare'> & {
  prepare?: (tools: Preparation<Scope['tables'], Scope['ports']>, data: JobData) => Promise<Prepared>
  run: (
    ctx: Context<Scope['tables'], Scope['event'], Scope['ports']>,
    data: JobData,
    prepared: Prepared,
  ) => Promise<void | 'again'>
}

/** Returns the `defineJob` of a module. */
export const jobsOf =
  <Scope extends ModuleScope>() =>
  <Prepared = undefined>(text: JobText<Scope, Prepared>): Job =>
    // The scope's types are erased here, once, as in operationsOf.
    ({ prepare: undefined, ...text }) as unknown as Job
