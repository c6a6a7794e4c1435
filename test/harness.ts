import { createSecretKey } from 'node:crypto'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { type Actor, withoutSession } from '../src/kernel/actor.ts'
import type { Database } from '../src/kernel/database/database.ts'
import { newId } from '../src/kernel/id.ts'
import { invoke } from '../src/kernel/invoke.ts'
import type { JobData } from '../src/kernel/jobs/enqueue.ts'
import { jobRunner } from '../src/kernel/jobs/run-job.ts'
import { assemble } from '../src/kernel/runtime.ts'
import { secretsOf } from '../src/kernel/secrets/secrets.ts'
import type { Networks } from '../src/kernel/outbound/networks.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import type { InputOf, OutputOf } from '../src/client.ts'
import { composeModules, type Operations } from '../src/main.ts'
import type { ContentPorts } from '../src/modules/content/index.ts'
import { actorOf, isStillAdmitted, permissionsOf, shippedMatrix } from '../src/modules/identity/index.ts'
import type { OutsideWithdrawal } from '../src/modules/leaving/index.ts'
import type { WecomConnector } from '../src/platforms/wecom/wecom-from.ts'
import { testDatabases } from './database.ts'

type DatabaseKind = Database<KernelTables>['kind']

type TestOptions = { database?: DatabaseKind; sendSms?: NonNullable<Parameters<typeof composeModules>[0]['sendSms']>; sendMail?: NonNullable<Parameters<typeof composeModules>[0]['sendMail']>; sendNews?: NonNullable<Parameters<typeof composeModules>[0]['sendNews']>; secondOpinions?: ContentPorts['secondOpinions']; webhookAllow?: Networks; outsideWithdrawals?: readonly OutsideWithdrawal[]; wecomLog?: NonNullable<Parameters<typeof composeModules>[0]['wecomLog']>; contactSeats?: NonNullable<Parameters<typeof composeModules>[0]['contactSeats']>; outsideSignIns?: Parameters<typeof composeModules>[0]['outsideSignIns']; wecom?: (now: () => number) => WecomConnector }

/**
 * The whole program on a fresh database, with a clock that the test moves. Closed after the test file.
 * @param options.database `pglite` unless said otherwise; use it with `describe.each(testDatabases())`
 * @param options.sendSms sends codes to mobile numbers; `sendMail` mails to people outside, `sendNews` how their requests stand
 * @param options.wecomLog reads the logs of WeCom
 * @param options.contactSeats reads who may have customers in WeCom
 * @param options.outsideWithdrawals ways to take back what people hold outside
 * @param options.outsideSignIns ways to sign in through others
 * @param options.wecom the company's WeCom, by the clock that the test moves
 * @param options.webhookAllow networks besides the public ones to which results may be sent
 */
export const startTestApp = async (options: TestOptions = {}) => {
  const kind = options.database ?? 'pglite'
  const source = testDatabases().find(({ name }) => name === kind)
  if (source === undefined) throw new Error(`No ${kind} to test on`)
  const database = await source.create<KernelTables>()
  const clock = movableClock(new Date('2026-06-01T02:00:00Z'))
  const modules = await composeModules({
    demo: false,
    site: () => new URL('https://weidun.example'),
    secondOpinions: options.secondOpinions ?? [],
    webhookAllow: options.webhookAllow ?? [],
    outsideWithdrawals: options.outsideWithdrawals ?? [],
    ...(options.wecomLog === undefined ? {} : { wecomLog: options.wecomLog }),
    ...(options.contactSeats === undefined ? {} : { contactSeats: options.contactSeats }),
    outsideSignIns: options.outsideSignIns ?? [],
    ...(options.sendSms === undefined ? {} : { sendSms: options.sendSms }),
    ...(options.sendMail === undefined ? {} : { sendMail: options.sendMail }),
    ...(options.sendNews === undefined ? {} : { sendNews: options.sendNews }),
    ...(options.wecom === undefined ? {} : { wecom: options.wecom(() => clock.now().getTime()) }),
  })
  const inner = await assemble({
    database,
    modules,
    secrets: secretsOf(createSecretKey(Buffer.alloc(32, 7))),
    log: pino({ level: 'silent' }),
    isStillAdmitted,
    clock,
  })
  const close = async (): Promise<void> => {
    await inner.queue.stop()
    await database.close()
  }
  afterAll(close)

  const call = async <Name extends Operations['name']>(
    name: Name,
    input: InputOf<Operations, Name>,
    actor: Actor = { kind: 'anonymous' },
  ): Promise<OutputOf<Operations, Name>> => {
    const { output } = await invoke(inner, name, input, { actor, origin: { request: newId() }, locale: 'zh' })
    return output as OutputOf<Operations, Name>
  }

  return {
    inner,
    catalogue: inner.catalogue,
    db: database.kysely,
    database,
    clock,
    call,
    /** The outcome with the session change, for sign-in tests. */
    invoke: (name: Operations['name'], input: unknown, actor: Actor = { kind: 'anonymous' }) =>
      invoke(inner, name, input, { actor, origin: { request: newId(), ip: '203.0.113.7' }, locale: 'zh' }),
    /** A person as they are in the database, with the permissions of their posts. */
    as: async (personId: string): Promise<Actor> => {
      const actor = await actorOf(database.kysely, personId, clock.now())
      if (actor === null) throw new Error('That person cannot act')
      return actor
    },
    posts: shippedMatrix().posts.map(({ id }) => id),
    permissionsOf: (posts: readonly string[]) => permissionsOf(shippedMatrix(), posts),
    /** Somebody who holds these posts and is in no table: for permission tests alone. */
    personHolding: (posts: readonly string[]): Actor => ({
      kind: 'person',
      id: newId(),
      name: '测试人员',
      departmentId: newId(),
      posts,
      permissions: permissionsOf(shippedMatrix(), posts),
      ...withoutSession,
    }),
    runJobs: () => inner.queue.drain(jobRunner(inner)),
    /** Runs a job as a schedule would start it, or with the data of an event. */
    runJob: async (name: string, data: JobData = {}): Promise<void> => {
      const job = inner.catalogue.jobs.get(name)
      if (job === undefined) throw new Error(`There is no job ${name}`)
      await jobRunner(inner)(job, data)
    },
    close,
  }
}

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

const movableClock = (start: Date) => {
  let current = start.getTime()
  return {
    now: () => new Date(current),
    advance: (milliseconds: number): void => {
      current += milliseconds
    },
    set: (date: Date): void => {
      current = date.getTime()
    },
  }
}
