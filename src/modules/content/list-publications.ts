import { z } from 'zod'
import { named } from './finding-view.ts'
import { boundedText } from './material-fields.ts'
import { visibleTo } from './reader-scope.ts'
import { defineOperation } from './scope.ts'
import { brief, channelName, digestText, instant, paging, unknownName } from './shapes.ts'
import { takedownOf } from './takedown-view.ts'

const item = z.object({
  id: z.uuid(),
  material: z.object({ id: z.uuid(), title: z.string(), channel: channelName }),
  version: z.int(),
  digest: digestText,
  account: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
  url: z.string(),
  publishedAt: instant,
  recordedBy: brief,
  takenDown: z.object({ at: instant, by: brief, reason: z.string() }).nullable(),
})

export const listPublications = defineOperation({
  name: 'content.list-publications',
  summary: { zh: '查询发布记录', en: 'List publications' },
  effect: 'read',
  // The reader's scope decides which ones: own, department, or all.
  permission: 'signed-in',
  records: { unrecorded: 'what was published is public' },
  input: z.object({
    search: boundedText(1, 100).optional(),
    accountId: z.uuid().optional(),
    state: z.enum(['live', 'taken-down']).optional(),
    from: instant.optional(),
    to: instant.optional(),
    ...paging,
  }),
  output: z.object({ total: z.int(), items: z.array(item) }),
  run: async (ctx, { search, accountId, state, from, to, page, pageSize }) => {
    const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    const matching = ctx.db
      .selectFrom('material_publication as publication')
      .innerJoin('material', 'material.id', 'publication.material_id')
      .innerJoin('material_version as version', (join) =>
        join
          .onRef('version.material_id', '=', 'publication.material_id')
          .onRef('version.version', '=', 'publication.version'),
      )
      .where(visibleTo(ctx.actor))
      .$if(search !== undefined, (query) => query.where('version.title', 'ilike', pattern))
      .$if(accountId !== undefined, (query) => query.where('publication.account_id', '=', accountId ?? ''))
      .$if(state !== undefined, (query) =>
        query.where('publication.taken_down_at', state === 'live' ? 'is' : 'is not', null),
      )
      .$if(from !== undefined, (query) => query.where('publication.published_at', '>=', new Date(from ?? 0)))
      .$if(to !== undefined, (query) => query.where('publication.published_at', '<=', new Date(to ?? 0)))
    const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await matching
      .selectAll('publication')
      .select(['version.title', 'version.channel'])
      .orderBy('publication.published_at', 'desc')
      .orderBy('publication.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const people = rows.flatMap((row) => [row.recorded_by, row.taken_down_by]).filter((id) => id !== null)
    const names = await ctx.ports.people(ctx.db, [...new Set(people)])
    const accounts = await ctx.ports.accounts(ctx.db, [...new Set(rows.map((row) => row.account_id))])
    return {
      total,
      items: rows.map((row) => {
        const account = accounts.get(row.account_id)
        return {
          id: row.id,
          material: { id: row.material_id, title: row.title, channel: row.channel },
          version: row.version,
          digest: row.digest,
          account: {
            id: row.account_id,
            name: account?.name ?? unknownName,
            platform: account?.platform ?? unknownName,
          },
          url: row.url,
          publishedAt: row.published_at.toISOString(),
          recordedBy: named(names, row.recorded_by),
          takenDown: takedownOf(row, names),
        }
      }),
    }
  },
})
