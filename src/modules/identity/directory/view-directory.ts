import { z } from 'zod'
import type { IdentityDatabase } from '../database.ts'
import { defineOperation } from '../scope.ts'
import { countHeld } from './held-departures.ts'
import { countProposals, type ProposalKind } from './proposals.ts'

/** Directories that synchronisation reads; others tell by themselves. */
const provider = 'wecom'

const readingSchema = z.object({
  id: z.uuid(),
  state: z.enum(['reading', 'done', 'failed']),
  begunAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  members: z.int(),
  /** Why it was given up, in the reader's language. */
  problem: z.string().nullable(),
})

export const viewDirectory = defineOperation({
  name: 'identity.view-contact-book',
  summary: { zh: '查看通讯录何时读过、有多少待核对', en: 'See when the contact book was read, and how much there is to look at' },
  effect: 'read',
  permission: 'identity.manage-people',
  records: { unrecorded: 'Counts, and when the contact book was read: nobody is named.' },
  input: z.strictObject({}),
  output: z.object({
    /** Whether a directory is configured at all. */
    connected: z.boolean(),
    /** The one under way, or the last one. */
    reading: readingSchema.nullable(),
    /** When everything was last read to the end. */
    readAt: z.iso.datetime().nullable(),
    linkedPeople: z.int(),
    counts: z.object({ link: z.int(), choose: z.int(), add: z.int(), rename: z.int(), move: z.int(), unseen: z.int(), held: z.int() }),
  }),
  run: async (ctx) => {
    const readings = ctx.db.selectFrom('directory_reading').selectAll().where('provider', '=', provider).orderBy('begun_at', 'desc').limit(1)
    const reading = await readings.executeTakeFirst()
    const done = await readings.where('state', '=', 'done').executeTakeFirst()
    const count = (kind: ProposalKind): Promise<number> => countProposals(ctx.db, { kind })
    return {
      connected: ctx.ports.contactBook !== undefined,
      reading:
        reading === undefined
          ? null
          : {
              id: reading.id,
              state: reading.state,
              begunAt: reading.begun_at.toISOString(),
              endedAt: reading.ended_at?.toISOString() ?? null,
              members: reading.members,
              problem: reading.problem?.[ctx.locale] ?? null,
            },
      readAt: done?.ended_at?.toISOString() ?? null,
      linkedPeople: await linkedPeople(ctx.db),
      counts: {
        link: await count('link'),
        choose: await count('choose'),
        add: await count('add'),
        rename: await count('rename'),
        move: await count('move'),
        unseen: await count('unseen'),
        held: await countHeld(ctx.db, provider),
      },
    }
  },
})

const linkedPeople = async (db: IdentityDatabase): Promise<number> => {
  const { count } = await db
    .selectFrom('outside_identity')
    .innerJoin('person', 'person.id', 'outside_identity.person_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('provider', '=', provider)
    .where('person.state', '<>', 'left')
    .executeTakeFirstOrThrow()
  return Number(count)
}
