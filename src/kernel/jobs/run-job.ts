import type { App } from '../app.ts'
import { newId } from '../id.ts'
import { runInTransaction } from '../transaction.ts'
import type { RunJob } from './job-queue.ts'

/** Runs jobs in transactions of their own, as the actor `job`. */
export const jobRunner =
  (app: App): RunJob =>
  async (job, data) => {
    await runInTransaction(app, {
      name: job.name,
      module: app.catalogue.moduleOf(job.name),
      caller: { actor: { kind: 'job', id: job.name }, origin: { request: newId() }, locale: 'zh' },
      run: (ctx) => job.run(ctx, data),
    })
  }
