import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { resolveOwner } from '../people/owners.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { defineJob, type IdentityContext } from '../scope.ts'
import { followDepartures } from './departures.ts'
import { keepStep } from './keep-step.ts'
import { missingIn, nextStep, type ReadStep } from './read-step.ts'
import { readDirectoryJob } from './reading.ts'
import type { DirectoryTables } from './tables.ts'

/** Steps that may fail one after the other before the reading is given up: some hours, or a limit of a day's calls. */
const mostFailures = 20

const jobData = z.object({ id: z.uuid() })

/**
 * Reads the contact book step by step: each step asks outside, then writes what it learned and how far it has come, so
 * that it goes on where it stood after a crash.
 */
export const readDirectorySteps = defineJob({
  name: readDirectoryJob,
  prepare: async ({ db, ports, now }, data): Promise<ReadStep | undefined> => {
    const reading = await db
      .selectFrom('directory_reading')
      .select(['id', 'provider', 'stage'])
      .where('id', '=', jobData.parse(data).id)
      .where('state', '=', 'reading')
      .where('next_at', '<=', now)
      .executeTakeFirst()
    if (reading === undefined) return undefined
    if (ports.contactBook === undefined) return { kind: 'refused', sentence: notConnected }
    return nextStep(db, ports.contactBook, reading)
  },
  run: async (ctx, data, step) => {
    if (step === undefined) return
    const reading = await ctx.db
      .selectFrom('directory_reading')
      .selectAll()
      .where('id', '=', jobData.parse(data).id)
      .where('state', '=', 'reading')
      .forUpdate()
      .executeTakeFirst()
    if (reading === undefined) return
    if (step.kind === 'refused') return giveUp(ctx, reading, step.sentence)
    if (step.kind === 'later') return putOff(ctx, reading, step.afterSeconds)
    // Of two steps at once, the second is of a stage that is over.
    if (step.kind !== reading.stage) return
    const written = await keepStep(ctx, reading, step)
    const stage = await stageAfter(ctx, reading)
    const wait = step.kind === 'departments' ? null : step.wait
    await ctx.db
      .updateTable('directory_reading')
      .set({ stage: stage ?? 'missing', members: reading.members + written, failures: 0 })
      .where('id', '=', reading.id)
      .execute()
    if (stage === null) return finish(ctx, reading)
    if (wait?.kind === 'refused') return giveUp(ctx, reading, wait.sentence)
    await goOn(ctx, reading.id, new Date(ctx.now.getTime() + (wait?.afterSeconds ?? 0) * 1000))
  },
})

const notConnected: Sentence = {
  zh: '企业微信的连接已被移除，请在服务器上恢复配置后重新读取。',
  en: 'The connection to WeCom was removed; configure it again, then read anew.',
}

const noAnswer: Sentence = {
  zh: '企业微信多次没有应答或要求稍后再试，请检查服务器的网络后重新读取。',
  en: 'WeCom gave no answer several times, or asked for patience; check the network of the server, then read anew.',
}

type Reading = Pick<DirectoryTables['directory_reading'], 'id' | 'provider' | 'stage' | 'members' | 'failures' | 'begun_by'>

/** What is read next; null when everything was. */
const stageAfter = async ({ db }: IdentityContext, { id, provider, stage }: Reading): Promise<Reading['stage'] | null> => {
  if (stage !== 'missing') {
    const open = await db
      .selectFrom('directory_department')
      .select('ref')
      .where('reading_id', '=', id)
      .where('read_at', 'is', null)
      .limit(1)
      .executeTakeFirst()
    if (open !== undefined) return 'members'
  }
  const missing = await missingIn(db, { id, provider }).limit(1).executeTakeFirst()
  return missing === undefined ? null : 'missing'
}

const goOn = async (ctx: IdentityContext, id: string, at: Date): Promise<void> => {
  await ctx.db.updateTable('directory_reading').set({ next_at: at }).where('id', '=', id).execute()
  await ctx.enqueue(readDirectoryJob, { id }, { startAfter: at, key: `${id} ${newId()}` })
}

const putOff = async (ctx: IdentityContext, reading: Reading, afterSeconds: number): Promise<void> => {
  const failures = reading.failures + 1
  if (failures >= mostFailures) return giveUp(ctx, reading, noAnswer)
  await ctx.db.updateTable('directory_reading').set({ failures }).where('id', '=', reading.id).execute()
  // Longer each time, an hour at most.
  const seconds = Math.min(3600, Math.max(afterSeconds, 5 * 2 ** failures))
  await goOn(ctx, reading.id, new Date(ctx.now.getTime() + seconds * 1000))
}

const giveUp = async (ctx: IdentityContext, { id, provider, begun_by: begunBy }: Reading, problem: Sentence): Promise<void> => {
  const values = { state: 'failed' as const, ended_at: ctx.now, problem: JSON.stringify(problem) }
  await ctx.db.updateTable('directory_reading').set(values).where('id', '=', id).execute()
  ctx.record({ type: 'directory.reading-failed', subject: { kind: 'directory-reading', id }, detail: { provider, problem: problem.en } })
  const told = begunBy === null ? await resolveOwner(ctx.db, { post: administratorPost }) : [begunBy]
  for (const person of told) {
    await ctx.notify(person, {
      kind: 'directory.reading-failed',
      sentence: { zh: `通讯录没有读完：${problem.zh}`, en: `The contact book was not read: ${problem.en}` },
      link: '/people/contact-book',
    })
  }
}

/** Forgets members whom nobody here is and whom the book no longer shows, then sees to those who are gone. */
const finish = async (ctx: IdentityContext, { id, provider }: Reading): Promise<void> => {
  await ctx.db
    .deleteFrom('directory_member')
    .where('provider', '=', provider)
    .where((eb) => eb.or([eb('reading_id', 'is', null), eb('reading_id', '<>', id)]))
    .where('subject', 'not in', (eb) =>
      eb.selectFrom('outside_identity').select('subject').where('provider', '=', provider),
    )
    .execute()
  const { begun, held } = await followDepartures(ctx, provider)
  const { members } = await ctx.db
    .selectFrom('directory_member')
    .select((eb) => eb.fn.countAll<number>().as('members'))
    .where('provider', '=', provider)
    .where('reading_id', '=', id)
    .where('state', 'not in', ['gone', 'unseen'])
    .executeTakeFirstOrThrow()
  await ctx.db
    .updateTable('directory_reading')
    .set({ state: 'done', ended_at: ctx.now, members: Number(members) })
    .where('id', '=', id)
    .execute()
  ctx.record({
    type: 'directory.read',
    subject: { kind: 'directory-reading', id },
    detail: { provider, members: Number(members), leavingsBegun: begun, leavingsHeld: held },
  })
}
