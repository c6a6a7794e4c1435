import type { Transaction } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Catalogue } from '../catalogue.ts'
import { bossExecutor } from '../database/boss.ts'
import type { Database } from '../database/database.ts'
import { newId } from '../id.ts'
import type { KernelTables } from '../tables.ts'
import type { Job } from './job.ts'
import type { Enqueue, JobData } from './enqueue.ts'

/** Carries out one job; throws to have it tried again. */
export type RunJob = (job: Job, data: JobData) => Promise<void>

export type JobQueue = {
  /** An `Enqueue` whose jobs exist only if the transaction commits. */
  enqueueIn: (trx: Transaction<KernelTables>) => Enqueue
  /** Starts taking jobs and keeping schedules; what runs every few minutes runs at once, since a server may have died before. */
  work: (run: RunJob) => Promise<void>
  /** Runs every waiting job now, whatever its start time, until none is left. For drills and tests. */
  drain: (run: RunJob) => Promise<void>
  /** Waits for the jobs in hand, at most 20 s. */
  stop: () => Promise<void>
}

const retry = { retryLimit: 8, retryDelay: 5, retryBackoff: true, retryDelayMax: 600 }
const expireInSeconds = 300
const drainRounds = 50

/** Runs every few minutes, and so takes up what a server left that ended in the middle of it: also as the next one starts. */
const isSweep = ({ schedule }: Job): boolean => schedule?.startsWith('*') === true

/**
 * The queue of jobs, on the program's own database (pg-boss).
 * @param onError told of failures outside a job, for example a lost connection
 */
export const openJobQueue = async ({ database, catalogue, onError }: {
  database: Database<KernelTables>
  catalogue: Catalogue
  onError: (error: Error) => void
}): Promise<JobQueue> => {
  const boss = new PgBoss({ db: database.boss, backend: database.kind, schema: 'jobs' })
  boss.on('error', onError)
  await boss.start()
  const jobs = [...catalogue.jobs.values()]
  for (const job of jobs) {
    // `short`: of the jobs that wait with one key, only one is kept.
    await boss.createQueue(job.name, { policy: 'short', expireInSeconds, ...retry })
  }

  const enqueueIn =
    (trx: Transaction<KernelTables>): Enqueue =>
    async (name, data, options = {}) => {
      if (!catalogue.jobs.has(name)) throw new Error(`There is no job called ${name}`)
      await boss.send(name, data, {
        db: bossExecutor(trx),
        singletonKey: options.key ?? newId(),
        ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
      })
    }

  return {
    enqueueIn,
    work: async (run) => {
      for (const job of jobs) {
        if (isSweep(job)) await boss.send(job.name, {})
        await boss.work<JobData>(job.name, { batchSize: 1, pollingIntervalSeconds: 2 }, async ([taken]) => {
          if (taken !== undefined) await run(job, taken.data ?? {})
        })
        if (job.schedule !== undefined) await boss.schedule(job.name, job.schedule, {}, { tz: 'Asia/Shanghai' })
      }
    },
    drain: async (run) => {
      for (let round = 0; round < drainRounds; round += 1) {
        let taken = 0
        for (const job of jobs) {
          const batch = await boss.fetch<JobData>(job.name, { batchSize: 50, ignoreStartAfter: true })
          for (const { id, data } of batch) {
            await run(job, data ?? {})
            await boss.complete(job.name, id)
          }
          taken += batch.length
        }
        if (taken === 0) return
      }
      throw new Error('Jobs keep enqueuing jobs')
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  }
}
