import type { App } from '../app.ts'
import { newId } from '../id.ts'
import { type Caller, runInTransaction } from '../transaction.ts'
import type { JobData } from './enqueue.ts'
import type { Job } from './job.ts'
import type { RunJob } from './job-queue.ts'

/** How long a job in steps is kept in hand: short enough for a server that is asked to stop. */
const inHandMs = 15_000

/** Runs jobs in transactions of their own, as the actor `job`; one that works in steps, step after step for a while. */
export const jobRunner =
  (app: App): RunJob =>
  async (job, data) => {
    const until = performance.now() + inHandMs
    while ((await runStep(app, job, data)) === 'again' && performance.now() < until);
  }

const runStep = async (app: App, job: Job, data: JobData): Promise<unknown> => {
  const module = app.catalogue.moduleOf(job.name)
  const caller: Caller = { actor: { kind: 'job', id: job.name }, origin: { request: newId() }, locale: 'zh' }
  const prepared = await job.prepare?.(
    {
      db: app.database.kysely,
      actor: caller.actor,
      origin: caller.origin,
      locale: caller.locale,
      now: app.clock.now(),
      secrets: app.secrets,
      ports: module.ports,
    },
    data,
  )
  const { output } = await runInTransaction(app, { name: job.name, module, caller, run: (ctx) => job.run(ctx, data, prepared) })
  return output
}
