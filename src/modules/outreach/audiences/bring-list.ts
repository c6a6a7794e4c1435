import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { subject } from '../fields.ts'
import { idsDigest } from '../ids-digest.ts'
import { defineOperation } from '../scope.ts'

/** Ids that one call brings. */
const mostIds = 10_000

export const bringList = defineOperation({
  name: 'outreach.bring-list',
  summary: { zh: '向人群导入客户编号', en: 'Bring the ids of customers into an audience' },
  effect: 'change',
  permission: 'outreach.manage-audiences',
  byKey: true,
  records: ['audience.saved'],
  input: z.strictObject({
    id: z.uuid().toLowerCase(),
    people: z.array(subject).min(1).max(mostIds),
    /** Instead of what was brought before. */
    replace: z.boolean(),
  }),
  output: z.object({
    added: z.int(),
    /** Ids of nobody; they were left out. */
    unknown: z.int(),
    total: z.int(),
  }),
  bodyLimit: 512 * 1024,
  run: async (ctx, { id, people, replace }) => {
    const row = await ctx.db.selectFrom('outreach_audience').select('name').where('id', '=', id).forUpdate().executeTakeFirst()
    if (row === undefined) throw notFound()
    const asked = [...new Set(people)]
    const nobodyLeftOut = { sources: [], departmentIds: [], registeredFrom: null, registeredBefore: null }
    const known = await ctx.ports.customersAfter(ctx.db, nobodyLeftOut, { after: null, limit: mostIds, among: asked })
    if (replace) await ctx.db.deleteFrom('outreach_audience_member').where('audience_id', '=', id).execute()
    const added = await sql`
      insert into outreach_audience_member (subject, audience_id)
      select subject, cast(${id} as uuid) from unnest(cast(${known} as uuid[])) as known (subject)
      on conflict do nothing returning subject`.execute(ctx.db)
    const { total } = await ctx.db
      .selectFrom('outreach_audience_member')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('audience_id', '=', id)
      .executeTakeFirstOrThrow()
    ctx.record({
      type: 'audience.saved',
      subject: { kind: 'audience', id },
      detail: { name: row.name, brought: asked.length, added: added.rows.length, replace, digest: idsDigest(asked) },
    })
    return { added: added.rows.length, unknown: asked.length - known.length, total }
  },
})
