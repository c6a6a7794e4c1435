/** Flat and small: ids, not contents. */
export type JobData = Readonly<Record<string, string | number | boolean>>

/**
 * Enqueues a job in the caller's transaction: it exists only if the transaction commits.
 * @param options.startAfter not before this moment
 * @param options.key a second job with the same name and key is not added while the first waits
 */
export type Enqueue = (name: string, data: JobData, options?: { startAfter?: Date; key?: string }) => Promise<void>
