import { createSecretKey } from 'node:crypto'
import { cpus } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'kysely'
import { pino } from 'pino'
import { withoutSession, type Actor } from '../src/kernel/actor.ts'
import type { Database } from '../src/kernel/database/database.ts'
import { transact } from '../src/kernel/database/transact.ts'
import { newId } from '../src/kernel/id.ts'
import type { App } from '../src/kernel/app.ts'
import { invoke } from '../src/kernel/invoke.ts'
import { jobRunner } from '../src/kernel/jobs/run-job.ts'
import { assemble } from '../src/kernel/runtime.ts'
import { secretsOf } from '../src/kernel/secrets/secrets.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import { composeModules } from '../src/main.ts'
import { decide } from '../src/modules/outreach/decide.ts'
import { monthOf } from '../src/modules/outreach/month.ts'
import type { OutreachDatabase } from '../src/modules/outreach/scope.ts'
import { onPostgres } from './databases.ts'

const usage = `npm run bench -- send-gate [--people 100000] [--rate 500] [--json]

Decides for so many people, each with three messages of the last six months, whether they may be sent another one. Needs
PostgreSQL: TEST_DATABASE_URL.
`

/** People that one call may name, and clients that call at once. */
const perCall = 1000
const clients = 4
const singles = 4000

/**
 * `peakMiB`: what the process occupied at most, garbage that waits included. `liveMiB`: what was in use after a collection, when a
 * tenth was done and at the end; the two are the same where memory does not grow with the list.
 */
type Line = { what: string; people: number; seconds: number; perSecond: number; allowed: number; peakMiB: number; liveMiB: [number, number] }
/** `unanswered`: calls that found no connection in ten seconds; they count as the slowest. */
type Singles = { calls: number; perSecond: number; p50: number; p99: number; unanswered: number }

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** MiB that are in use, once garbage is collected. */
const live = (): number => {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 2 ** 20)
}

/** Ten in the morning in Beijing: no quiet hours. */
const now = new Date(`${new Date().toISOString().slice(0, 10)}T02:00:00Z`)

/** Fills a database and measures; asserts nothing. */
export const run = async (argv: readonly string[]): Promise<number> => {
  const people = peopleFrom(argv)
  const server = process.env['TEST_DATABASE_URL']
  if (people === undefined || server === undefined || server === '') {
    process.stderr.write(usage)
    return 2
  }
  const report = await onPostgres<KernelTables, Awaited<ReturnType<typeof measure>>>(server, async (database) =>
    measure(database, await fill(database, people), people, rateFrom(argv)),
  )
  process.stdout.write(argv.includes('--json') ? `${JSON.stringify({ cores: cpus().length, ...report })}\n` : tableOf(report))
  return 0
}

const peopleFrom = (argv: readonly string[]): number | undefined => {
  const at = argv.indexOf('--people')
  const people = at < 0 ? 100_000 : Number(argv[at + 1])
  return Number.isInteger(people) && people >= perCall && people <= 10_000_000 ? people : undefined
}

/** Single calls a second that come whether the ones before were answered or not. */
const rateFrom = (argv: readonly string[]): number => {
  const at = argv.indexOf('--rate')
  const rate = at < 0 ? 500 : Number(argv[at + 1])
  return Number.isInteger(rate) && rate >= 1 && rate <= 5_000 ? rate : 500
}

/** People of whom nine of ten consented and one in fifty unsubscribed; gives the material that is to be sent. */
const fill = async ({ kysely: db }: Database<KernelTables>, people: number): Promise<string> => {
  const [department, person, notice, material] = [newId(), newId(), newId(), newId()]
  const digest = '0'.repeat(64)
  const statements = [
    sql`insert into department (id, name, added_at) values (${department}, '市场部', ${now})`,
    sql`insert into person (id, name, login_name, department_id, state, added_at)
      values (${person}, '测试员', 'bench', ${department}, 'active', ${now})`,
    sql`insert into outreach_notice (id, purpose, channels, version, valid_from, published_at)
      values (${notice}, 'marketing', '{sms}', 1, 1, ${now})`,
    sql`insert into outreach_notice_version values
      (${notice}, 1, '告知书', '一', '二', '三', '四', '五', '六', false, ${digest}, false, ${person}, ${now})`,
    sql`insert into material (id, author_id, department_id, state, version, created_at, updated_at)
      values (${material}, ${person}, ${department}, 'approved', 1, ${now}, ${now})`,
    sql`insert into material_version
      (material_id, version, title, copy, channel, advertising, ai_generated, account_ids, attachments, digest, saved_at, saved_by)
      values (${material}, 1, '会员日', '会员日，拒收请回复T', 'sms', true, false, '[]', '[]', ${digest}, ${now}, ${person})`,
  ]
  for (const statement of statements) await statement.execute(db)
  // In pieces, since no statement may take longer than a minute.
  for (let done = 0; done < people; done += 50_000) {
    const size = Math.min(50_000, people - done)
    await sql`insert into outreach_recipient (subject) select gen_random_uuid() from generate_series(1, ${size})`.execute(db)
    await sql`insert into customer (id, department_id, data_key, state, source, source_detail, basis, evidence, evidence_at,
        separate_consent, guardian_consent, minor, registered_at, changed_at)
      select subject, ${department}, '\\x00', 'active', 'form', '注册页', 'consent', '注册记录', ${now}, false, false, false, ${now}, ${now}
      from outreach_recipient on conflict do nothing`.execute(db)
  }
  for (let piece = 0; piece < 16; piece += 1) {
    const from = `${piece.toString(16)}0000000-0000-0000-0000-000000000000`
    const until = `${piece.toString(16)}fffffff-ffff-ffff-ffff-ffffffffffff`
    await sql`insert into outreach_consent
      (subject, id, purpose, channel, notice_id, notice_version, notice_digest, given_at, recorded_at, form, box_untouched, separate, under14)
      select subject, gen_random_uuid(), 'marketing', 'sms', ${notice}, 1, ${digest}, ${now}, ${now}, '注册页', true, false, false
      from outreach_recipient where subject between ${from} and ${until} and random() < 0.9`.execute(db)
    await sql`insert into outreach_unsubscribe (subject, id, purpose, channel, at, via)
      select subject, gen_random_uuid(), 'marketing', 'sms', ${now}, 'staff'
      from outreach_recipient where subject between ${from} and ${until} and random() < 0.02`.execute(db)
    for (let message = 0; message < 3; message += 1) {
      await sql`insert into outreach_send
        (subject, month, id, purpose, channel, state, reserved_at, expires_at, settled_at)
        select subject, date_trunc('month', cast(${monthOf(now)} as date) - floor(random() * 6) * interval '1 month'),
          gen_random_uuid(), 'marketing', 'sms', 'confirmed', ${now}, ${now}, ${now}
        from outreach_recipient where subject between ${from} and ${until}`.execute(db)
    }
  }
  for (const table of ['customer', 'outreach_recipient', 'outreach_consent', 'outreach_unsubscribe', 'outreach_send']) {
    await sql`analyze ${sql.table(table)}`.execute(db)
  }
  return material
}

const measure = async (database: Database<KernelTables>, materialId: string, total: number, rate: number) => {
  const modules = await composeModules({ demo: false, site: () => new URL('https://weidun.example') })
  const app = await assemble({
    database,
    modules,
    secrets: secretsOf(createSecretKey(Buffer.alloc(32, 7))),
    log: pino({ level: 'silent' }),
    isStillAdmitted: async () => true,
    clock: { now: () => now },
  })
  const { rows } = await sql<{ id: string; department: string }>`select id, department_id as department from person`.execute(database.kysely)
  const actor: Actor = {
    kind: 'person',
    id: rows[0]?.id ?? '',
    name: '测试员',
    departmentId: rows[0]?.department ?? '',
    posts: ['operations'],
    permissions: new Set(['outreach.send', 'outreach.manage-audiences', 'outreach.audit-campaigns']),
    ...withoutSession,
  }
  const question = { purpose: 'marketing', channel: 'sms', materialId } as const
  const outreach = app.catalogue.moduleOf('outreach.decide-sends')
  const ask = async (people: readonly string[]): Promise<number> => {
    const { output } = await invoke(app, 'outreach.decide-sends', { ...question, people }, { actor, origin: { request: newId() }, locale: 'zh' })
    return (output as { answers: { verdict: string }[] }).answers.filter(({ verdict }) => verdict === 'allow').length
  }
  const only = (people: readonly string[]): Promise<number> =>
    transact(database, async (db) => {
      const tools = { db: db as unknown as OutreachDatabase, now, secrets: app.secrets, ports: outreach.ports as Parameters<typeof decide>[0]['ports'] }
      return (await decide(tools, { ...question, people })).filter(({ decision }) => decision.verdict === 'allow').length
    })
  const single = await oneByOne(database, ask)
  const open = { rate, ...(await openLoop(database, rate, ask)) }
  const lines = [await everybody(database, total, 'decided', only), await everybody(database, total, 'decided and reserved, with ledger', ask)]
  lines.push(await asCampaign(app, total, actor, question))
  await app.queue.stop()
  return { single, open, lines }
}

/** Everybody in the order of their ids, in calls of a thousand by several clients; nobody is held in memory. */
const everybody = async ({ kysely }: Database<KernelTables>, total: number, what: string, call: (people: readonly string[]) => Promise<number>): Promise<Line> => {
  let [people, allowed, peak, atTenth] = [0, 0, 0, 0]
  const started = performance.now()
  const client = async (first: number): Promise<void> => {
    let after = `${(first * (16 / clients)).toString(16)}0000000-0000-0000-0000-000000000000`
    const until = `${((first + 1) * (16 / clients) - 1).toString(16)}fffffff-ffff-ffff-ffff-ffffffffffff`
    for (;;) {
      const { rows } = await sql<{ subject: string }>`
        select subject from outreach_recipient where subject > ${after} and subject <= ${until}
        order by subject limit ${perCall}`.execute(kysely)
      const last = rows.at(-1)
      if (last === undefined) return
      const passed = await call(rows.map(({ subject }) => subject))
      allowed += passed
      people += rows.length
      if (atTenth === 0 && people >= total / 10) atTenth = live()
      peak = Math.max(peak, process.memoryUsage().rss)
      after = last.subject
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)))
  const seconds = (performance.now() - started) / 1000
  return { what, people, seconds, perSecond: Math.round(people / seconds), allowed, peakMiB: Math.round(peak / 2 ** 20), liveMiB: [atTenth, live()] }
}

/** Everybody as an audience, by the job that decides step by step and keeps who was refused why; nothing is reserved. */
const asCampaign = async (app: App, total: number, actor: Actor, question: object): Promise<Line> => {
  const call = async (name: string, input: object) =>
    (await invoke(app, name, input, { actor, origin: { request: newId() }, locale: 'zh' })).output as { id: string; asked: number; allowed: number; state: string }
  const filter = { sources: [], departmentIds: [], registeredFrom: null, registeredUntil: null, consent: null, listed: false }
  const { id: audienceId } = await call('outreach.save-audience', { id: null, name: '全部', filter })
  const { id } = await call('outreach.start-campaign', { ...question, audienceId, mode: 'estimate' })
  const job = app.catalogue.jobs.get('outreach.run-campaign')
  if (job === undefined) throw new Error('no job')
  const started = performance.now()
  let record = await call('outreach.view-campaign', { id })
  // Where all is decided in one step, before it.
  let early = live()
  for (; record.state === 'running'; record = await call('outreach.view-campaign', { id })) {
    await jobRunner(app)(job, { campaignId: id })
    if (record.asked < total / 10) early = live()
  }
  const seconds = (performance.now() - started) / 1000
  const peakMiB = Math.round(process.memoryUsage().rss / 2 ** 20)
  return { what: 'as a campaign, one after the other', people: record.asked, seconds, perSecond: Math.round(record.asked / seconds), allowed: record.allowed, peakMiB, liveMiB: [early, live()] }
}

/** How long single calls come at a rate of their own. */
const openSeconds = 12

/** Single decisions at a rate that does not wait: each is timed from when it should have begun. */
const openLoop = async ({ kysely }: Database<KernelTables>, openRate: number, ask: (people: readonly string[]) => Promise<number>): Promise<Singles> => {
  const { rows } = await sql<{ subject: string }>`select subject from outreach_recipient order by subject desc limit ${openRate * openSeconds}`.execute(kysely)
  const took: number[] = []
  const started = performance.now()
  const under: Promise<void>[] = []
  for (let next = 0; next < rows.length; ) {
    const due = Math.min(rows.length, Math.floor(((performance.now() - started) / 1000) * openRate) + 1)
    for (; next < due; next += 1) {
      const planned = started + (next / openRate) * 1000
      const at = next
      under.push(
        ask([rows[at]?.subject ?? '']).then(
          () => void (took[at] = performance.now() - planned),
          () => void (took[at] = Infinity),
        ),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(under)
  const perSecond = Math.round((rows.length / (performance.now() - started)) * 1000)
  // The first second warms connections and code up.
  const sorted = took.slice(openRate).toSorted((one, other) => one - other)
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return { calls: rows.length, perSecond, p50: at(0.5), p99: at(0.99), unanswered: took.filter((each) => each === Infinity).length }
}

/** Single decisions with reservation and ledger, as fast as the clients get their answers. */
const oneByOne = async ({ kysely }: Database<KernelTables>, ask: (people: readonly string[]) => Promise<number>): Promise<Singles> => {
  const { rows } = await sql<{ subject: string }>`select subject from outreach_recipient limit ${singles + 200}`.execute(kysely)
  const queue = rows.map(({ subject }) => subject)
  for (const subject of queue.splice(0, 200)) await ask([subject])
  const calls = queue.length
  const took: number[] = []
  const started = performance.now()
  const client = async (): Promise<void> => {
    for (let subject = queue.pop(); subject !== undefined; subject = queue.pop()) {
      const before = performance.now()
      await ask([subject])
      took.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const perSecond = Math.round((calls / (performance.now() - started)) * 1000)
  const sorted = took.toSorted((one, other) => one - other)
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return { calls, perSecond, p50: at(0.5), p99: at(0.99), unanswered: 0 }
}

const tableOf = ({ single, open, lines }: { single: Singles; open: Singles & { rate: number }; lines: readonly Line[] }): string =>
  [
    `${cpus().length} cores, PostgreSQL, ${clients} clients`,
    ...lines.map(
      ({ what, people, seconds, perSecond, allowed, peakMiB, liveMiB }) =>
        `${what}: ${people} people in ${seconds.toFixed(1)} s (${perSecond}/s), ${allowed} allowed, at most ${peakMiB} MiB; in use after a tenth ${liveMiB[0]}, at the end ${liveMiB[1]} MiB`,
    ),
    `one by one, reserved: ${single.calls} calls, ${single.perSecond}/s, p50 ${single.p50} ms, p99 ${single.p99} ms`,
    `one by one, reserved, ${open.rate} a second whatever the answers do: ${open.calls} calls, ${open.perSecond}/s, p50 ${open.p50} ms, p99 ${open.p99} ms, ${open.unanswered} unanswered`,
    '',
  ].join('\n')
