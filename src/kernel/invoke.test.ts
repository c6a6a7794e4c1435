import { createSecretKey } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabases } from '../../test/database.ts'
import { type Actor, withoutSession } from './actor.ts'
import { catalogueOf } from './catalogue.ts'
import { defineProblem } from './errors.ts'
import { invoke } from './invoke.ts'
import { jobsOf } from './jobs/job.ts'
import { jobRunner } from './jobs/run-job.ts'
import { defineModule } from './module.ts'
import { operationsOf } from './operation.ts'
import { assemble } from './runtime.ts'
import { secretsOf } from './secrets/secrets.ts'
import type { KernelTables } from './tables.ts'

type Scope = { tables: object; event: 'tea.poured' | 'tea.spilled' | 'operation.refused'; permission: 'tea.pour'; ports: object }
const defineOperation = operationsOf<Scope>()
const teapotEmpty = defineProblem('conflict', 'tea.empty', { zh: '茶壶空了，请先加水。', en: 'The pot is empty; fill it first.' })

const pour = defineOperation({
  name: 'tea.pour',
  summary: { zh: '倒茶', en: 'Pour tea' },
  effect: 'change',
  permission: 'tea.pour',
  records: ['tea.poured'],
  input: z.object({ cups: z.int().min(1).max(9), how: z.enum(['well', 'silently', 'until-empty', 'spill', 'wrongly']) }),
  output: z.object({ cups: z.int() }),
  prepare: async (_tools, { cups }) => cups * 2,
  run: async (ctx, { cups, how }, doubled) => {
    await ctx.db.insertInto('installation').values({ key: `cup-${how}`, value: JSON.stringify(cups) }).execute()
    if (how === 'silently') return { cups }
    if (how === 'wrongly') ctx.record({ type: 'tea.spilled', subject: { kind: 'pot', id: '1' } })
    ctx.record({ type: 'tea.poured', subject: { kind: 'pot', id: '1' }, detail: { cups } })
    await ctx.enqueue('tea.wipe', { cups })
    if (how === 'until-empty') throw teapotEmpty()
    if (how === 'spill') return ctx.refuse(teapotEmpty())
    return { cups: doubled }
  },
})

const wiped: number[] = []
const wipe = jobsOf<Scope>()({
  name: 'tea.wipe',
  run: async (_ctx, { cups }) => {
    wiped.push(Number(cups))
  },
})

const tea = defineModule({
  name: 'tea',
  title: { zh: '茶', en: 'Tea' },
  permissions: { 'tea.pour': { zh: '倒茶', en: 'Pour tea' } },
  events: {
    'tea.poured': { zh: '倒茶', en: 'Tea was poured' },
    'tea.spilled': { zh: '洒茶', en: 'Tea was spilled' },
    'operation.refused': { zh: '操作被拒绝', en: 'An operation was refused' },
  },
  operations: [pour],
  jobs: [wipe],
})

const person = (permissions: readonly string[]): Actor => ({
  kind: 'person',
  id: '00000000-0000-7000-8000-000000000001',
  name: '测试人员',
  departmentId: '00000000-0000-7000-8000-000000000002',
  posts: [],
  permissions: new Set(permissions),
  ...withoutSession,
  sessionId: '00000000-0000-7000-8000-000000000003',
})

describe.each(testDatabases())('an operation on $name', async ({ create }) => {
  const database = await create<KernelTables>()
  const app = await assemble({
    database,
    modules: [tea],
    secrets: secretsOf(createSecretKey(Buffer.alloc(32, 1))),
    log: pino({ level: 'silent' }),
    isStillAdmitted: async () => true,
  })
  afterAll(async () => {
    await app.queue.stop()
    await database.close()
  })
  const call = (input: unknown, actor = person(['tea.pour'])) =>
    invoke(app, 'tea.pour', input, { actor, origin: { request: 'r1', ip: '203.0.113.7' }, locale: 'zh' })
  const kept = (how: string) =>
    database.kysely.selectFrom('installation').selectAll().where('key', '=', `cup-${how}`).execute()
  const recorded = (type: string) =>
    database.kysely.selectFrom('ledger_entry').selectAll().where('type', '=', type).orderBy('id').execute()
  const drain = async (): Promise<number[]> => {
    wiped.length = 0
    await app.queue.drain(jobRunner(app))
    return [...wiped]
  }

  it('commits change, ledger entry and job together', async () => {
    await expect(call({ cups: 2, how: 'well' })).resolves.toMatchObject({ output: { cups: 4 } })
    expect(await kept('well')).toHaveLength(1)
    const [entry] = await recorded('tea.poured')
    expect(entry).toMatchObject({
      operation: 'tea.pour',
      actor_kind: 'person',
      actor_name: '测试人员',
      subject_kind: 'pot',
      detail: { cups: 2 },
      origin: { request: 'r1', ip: '203.0.113.7', session: '00000000-0000-7000-8000-000000000003' },
    })
    expect(await drain()).toEqual([2])
  })

  it('undoes a change that recorded nothing', async () => {
    await expect(call({ cups: 1, how: 'silently' })).rejects.toThrow('recorded nothing')
    expect(await kept('silently')).toEqual([])
  })

  it('undoes a change that recorded an event it does not declare', async () => {
    await expect(call({ cups: 1, how: 'wrongly' })).rejects.toThrow('does not declare')
    expect(await kept('wrongly')).toEqual([])
  })

  it('undoes change, entry and job when it throws', async () => {
    const before = await recorded('tea.poured')
    await expect(call({ cups: 3, how: 'until-empty' })).rejects.toMatchObject({ code: 'tea.empty' })
    expect(await kept('until-empty')).toEqual([])
    expect(await recorded('tea.poured')).toHaveLength(before.length)
    expect(await drain()).toEqual([])
  })

  it('keeps change, entry and job when it refuses after the commit', async () => {
    await expect(call({ cups: 5, how: 'spill' })).rejects.toMatchObject({ code: 'tea.empty' })
    expect(await kept('spill')).toHaveLength(1)
    expect(await drain()).toEqual([5])
  })

  it('refuses a caller without the permission, and records the attempt (ACC-1)', async () => {
    await expect(call({ cups: 1, how: 'well' }, person([]))).rejects.toMatchObject({ code: 'permission.missing' })
    expect(await recorded('operation.refused')).toMatchObject([{ detail: { code: 'permission.missing' } }])
  })

  it('names what is wrong with an input and never repeats its value', async () => {
    const secret = 'hunter2hunter2'
    const failure = await call({ cups: 99, how: secret }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ kind: 'invalid', issues: [{ path: 'cups' }, { path: 'how' }] })
    expect(JSON.stringify(failure)).not.toContain(secret)
  })
})

describe('a catalogue', () => {
  it('refuses an operation whose permission its module does not declare', () => {
    expect(() => catalogueOf([{ ...tea, permissions: {} }])).toThrow('does not declare')
  })

  it('refuses two operations of one name', () => {
    expect(() => catalogueOf([tea, { ...tea, jobs: [] }])).toThrow('Two operations')
  })
})
