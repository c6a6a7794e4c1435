import type { App } from '../app.ts'
import { newId } from '../id.ts'
import { type Caller, runInTransaction } from '../transaction.ts'
import type { RunJob } from './job-queue.ts'

/** Runs jobs in transactions of their own, as the actor `job`. */
export const jobRunner =
  (app: App): RunJob =>
  async (job, data) => {
    const module = app.catalogue.moduleOf(job.name)
    const caller: Caller = { actor: { kind: 'job', id: job.name }, origin: { request: newId() }, locale: 'zh' }
    const prepared = await job.prepare?.(
      {
        db: app.database.kysely,
        actor: caller.actor,
        origin: caller.origin,
        now: app.clock.now(),
        secrets: app.secrets,
        ports: module.ports,
      },
      data,
    )
    await runInTransaction(app, { name: job.name, module, caller, run: (ctx) => job.run(ctx, data, prepared) })
  }
