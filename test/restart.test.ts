import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../src/kernel/id.ts'
import { jobRunner } from '../src/kernel/jobs/run-job.ts'
import { sweepJob } from '../src/kernel/obligation/sql-desk.ts'
import { assemble } from '../src/kernel/runtime.ts'
import { runInTransaction } from '../src/kernel/transaction.ts'
import { composeModules } from '../src/main.ts'
import { isStillAdmitted } from '../src/modules/identity/index.ts'
import { testDatabases } from './database.ts'
import { startTestApp } from './harness.ts'

const minute = 60_000

describe.each(testDatabases())('an obligation on $name', async ({ name }) => {
  const before = await startTestApp({ database: name })

  it('is found broken by the program that starts after the one that opened it, and both facts are on the record', async () => {
    const { id } = (
      await runInTransaction(before.inner, {
        name: sweepJob,
        module: before.catalogue.moduleOf(sweepJob),
        caller: { actor: { kind: 'job', id: sweepJob }, origin: { request: newId() }, locale: 'zh' },
        run: (ctx) =>
          ctx.obligations.open({
            kind: 'test.promise',
            title: { zh: '一项承诺', en: 'A promise' },
            subject: { kind: 'test', id: '1' },
            owner: { post: 'legal' },
            term: { minutes: 15 },
          }),
      })
    ).output as { id: string }

    // Nothing of the first program is left but its database.
    const { database, clock, inner } = before
    const after = await assemble({
      database,
      modules: await composeModules({ demo: false, site: () => new URL('https://weidun.example') }),
      secrets: inner.secrets,
      log: pino({ level: 'silent' }),
      isStillAdmitted,
      clock,
    })
    onTestFinished(() => after.queue.stop())
    clock.advance(16 * minute)
    await after.queue.drain(jobRunner(after))

    const row = await database.kysely.selectFrom('obligation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'open', breached_at: clock.now() })
    const entries = await database.kysely.selectFrom('ledger_entry').select('type').where('subject_id', '=', id).execute()
    expect(entries.map(({ type }) => type)).toEqual(expect.arrayContaining(['obligation.opened', 'obligation.breached']))
  })
})
