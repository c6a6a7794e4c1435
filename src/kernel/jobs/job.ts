import type { Context } from '../context.ts'
import type { ModuleScope } from '../operation.ts'

/** Work outside a request: after an event, on a schedule, or asked for by an operation in its own transaction. */
export type Job = {
  /** `module.verb-noun` */
  readonly name: string
  /** Cron in Asia/Shanghai, minute precision. */
  readonly schedule?: string
  /** Event types that start it; its data is then `{ entryId, type, subjectKind, subjectId }`. */
  readonly on?: readonly string[]
  /** Runs in one transaction like an operation. Must be idempotent: it may be tried again. */
  readonly run: (ctx: Context, data: JobData) => Promise<void>
}

/** Flat and small: ids, not contents. */
export type JobData = Readonly<Record<string, string | number | boolean>>

/**
 * Enqueues a job in the caller's transaction: it exists only if the transaction commits.
 * @param options.startAfter not before this moment
 * @param options.key a second job with the same name and key is not added while the first waits
 */
export type Enqueue = (name: string, data: JobData, options?: { startAfter?: Date; key?: string }) => Promise<void>

/** Returns the `defineJob` of a module. */
export const jobsOf =
  <Scope extends ModuleScope>() =>
  (
    text: Omit<Job, 'run'> & {
      run: (ctx: Context<Scope['tables'], Scope['event'], Scope['ports']>, data: JobData) => Promise<void>
    },
  ): Job =>
    // The scope's types are erased here, once, as in operationsOf.
    text as unknown as Job
