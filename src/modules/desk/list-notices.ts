import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { say } from '../../kernel/sentence.ts'
import { defineOperation } from './scope.ts'

export const listNotices = defineOperation({
  name: 'desk.list-notices',
  summary: { zh: '列出我的通知', en: 'List my notices' },
  effect: 'read',
  permission: 'signed-in',
  records: { unrecorded: 'A person reads the messages that were written to themselves' },
  input: z.strictObject({ unread: z.boolean().optional(), ...pageFields }),
  output: z.object({
    total: z.int(),
    unread: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        text: z.string(),
        link: z.string().nullable(),
        at: z.iso.datetime(),
        readAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  run: async ({ db, actor, locale }, input) => {
    if (actor.kind !== 'person') return { total: 0, unread: 0, items: [] }
    const mine = db.selectFrom('notice').where('person_id', '=', actor.id)
    const counts = await mine
      .select((select) => [
        select.fn.countAll<number>().as('all'),
        select.fn.countAll<number>().filterWhere('read_at', 'is', null).as('unread'),
      ])
      .executeTakeFirstOrThrow()
    const wanted = input.unread === true ? mine.where('read_at', 'is', null) : mine
    const rows = await wanted
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(input.pageSize)
      .offset(offsetOf(input))
      .execute()
    return {
      total: input.unread === true ? counts.unread : counts.all,
      unread: counts.unread,
      items: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        text: say(row.sentence, locale, row.params),
        link: row.link,
        at: row.at.toISOString(),
        readAt: row.read_at?.toISOString() ?? null,
      })),
    }
  },
})
