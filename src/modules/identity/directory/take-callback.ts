import { createHash } from 'node:crypto'
import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation, type IdentityContext } from '../scope.ts'
import type { DirectoryNews } from './callback.ts'
import { followDepartures } from './departures.ts'
import { callbackRefused } from './problems.ts'

const provider = 'wecom'

const part = z.string().max(200)
const sealedFields = { signature: part, timestamp: part, nonce: part }

/** What WeCom asks once, when the address is entered: whoever has the keys can read this back to it. */
export const verifyCallback = defineOperation({
  name: 'identity.verify-wecom-callback',
  summary: { zh: '回应企业微信对回调地址的验证', en: 'Answer the check by WeCom of the callback address' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'It says back what WeCom sent, and changes nothing.' },
  input: z.strictObject({ ...sealedFields, encrypted: z.string().max(4096) }),
  output: z.object({ text: z.string() }),
  run: async (ctx, sealed) => ({ text: opened(ctx, sealed) }),
})

/** Takes what WeCom tells: signature, age and company first, then each message once. */
export const takeCallback = defineOperation({
  name: 'identity.take-wecom-callback',
  summary: { zh: '接收企业微信通讯录变更事件', en: 'Take what WeCom tells of a change of its contact book' },
  effect: 'change',
  permission: 'front',
  records: ['directory.event-taken', 'directory.member-gone', 'directory.departure-held'],
  input: z.strictObject({ ...sealedFields, body: z.string().max(512 * 1024) }),
  output: z.object({}),
  bodyLimit: 512 * 1024,
  run: async (ctx, { body, ...sealed }) => {
    const callback = callbackOf(ctx)
    const text = opened(ctx, { ...sealed, encrypted: callback.encryptedIn(body) })
    const { news, key } = callback.read(text)
    const first = await isFirst(ctx, key)
    ctx.record({
      type: 'directory.event-taken',
      subject: { kind: 'directory', id: provider },
      detail: { provider, events: news.map(({ kind }) => kind), repeated: !first },
    })
    if (first) for (const one of news) await follow(ctx, one)
    return {}
  },
})

const callbackOf = ({ ports }: IdentityContext) => {
  if (ports.directoryCallback === undefined) throw notFound()
  return ports.directoryCallback
}

/** @throws Problem `directory.callback-refused`; which check failed is for nobody outside to know */
const opened = (ctx: IdentityContext, sealed: Parameters<ReturnType<typeof callbackOf>['open']>[0]): string => {
  const said = callbackOf(ctx).open(sealed, ctx.now)
  if (said.kind === 'refused') throw callbackRefused()
  return said.text
}

/** WeCom repeats itself when we were slow to answer, and a thief may repeat what WeCom said. */
const isFirst = async ({ db, now }: IdentityContext, key: string): Promise<boolean> => {
  const digest = createHash('sha256').update(key).digest()
  const kept = await db
    .insertInto('directory_event')
    .values({ provider, digest, taken_at: now })
    .onConflict((conflict) => conflict.columns(['provider', 'digest']).doNothing())
    .returning('digest')
    .execute()
  return kept.length > 0
}

const follow = async (ctx: IdentityContext, news: DirectoryNews): Promise<void> => {
  const { subject } = news
  const person = await ctx.db
    .selectFrom('outside_identity')
    .select('subject')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  // Of members who are nobody here we keep nothing but what the next reading says.
  if (person === undefined) return
  if (news.kind === 'renamed') return renameSubject(ctx, news)
  const seen = { state: news.why, seen_at: ctx.now }
  await ctx.db
    .insertInto('directory_member')
    .values({ provider, subject, name: '', department_name: null, reading_id: null, ...seen })
    .onConflict((conflict) => conflict.columns(['provider', 'subject']).doUpdateSet(seen))
    .execute()
  await followDepartures(ctx, provider)
}

/** The member's id was changed there; a new id that somebody here has already is for a person to look at. */
const renameSubject = async (
  { db }: IdentityContext,
  { subject, newSubject }: Extract<DirectoryNews, { kind: 'renamed' }>,
): Promise<void> => {
  const isTaken = await db
    .selectFrom('outside_identity')
    .select('subject')
    .where('provider', '=', provider)
    .where('subject', '=', newSubject)
    .executeTakeFirst()
  if (isTaken !== undefined) return
  await db.deleteFrom('directory_member').where('provider', '=', provider).where('subject', '=', newSubject).execute()
  for (const table of ['outside_identity', 'directory_member', 'directory_departure'] as const) {
    await db
      .updateTable(table)
      .set({ subject: newSubject })
      .where('provider', '=', provider)
      .where('subject', '=', subject)
      .execute()
  }
}
