import { z } from 'zod'
import { mayDo } from '../../kernel/actor.ts'
import { permissionMissing } from '../../kernel/errors.ts'
import { ownerOfRow } from '../../kernel/obligation/owner.ts'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { say } from '../../kernel/sentence.ts'
import { describeOwners } from './describe-owners.ts'
import { remainingSeconds, viewStateOf, viewStates } from './obligation-view.ts'
import { defineOperation, deskPermissions } from './scope.ts'

export const listObligations = defineOperation({
  name: 'desk.list-obligations',
  summary: { zh: '列出时限任务', en: 'List obligations' },
  effect: 'read',
  permission: 'signed-in',
  records: { unrecorded: 'A work list: titles and deadlines, and of people only the names of colleagues' },
  input: z.strictObject({
    scope: z.enum(['mine', 'all']).default('mine'),
    state: z.enum(['open', 'breached', 'met', 'cancelled']).optional(),
    ...pageFields,
  }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        title: z.string(),
        subject: z.object({ kind: z.string(), id: z.string() }),
        link: z.string().nullable(),
        state: z.enum(viewStates),
        openedAt: z.iso.datetime(),
        dueAt: z.iso.datetime(),
        provisional: z.boolean(),
        breachedAt: z.iso.datetime().nullable(),
        endedAt: z.iso.datetime().nullable(),
        owner: z.string(),
        remainingSeconds: z.int().nullable(),
      }),
    ),
  }),
  run: async ({ db, actor, now, locale, ports, used }, input) => {
    if (input.scope === 'all' && !mayDo(actor, 'desk.view-all')) {
      throw permissionMissing({ permission: deskPermissions['desk.view-all'][locale] })
    }
    if (input.scope === 'all') used('desk.view-all')
    let matching = db.selectFrom('obligation')
    if (input.scope === 'mine') {
      const me = actor.kind === 'person' ? actor : undefined
      if (me === undefined) return { total: 0, items: [] }
      matching = matching.where((where) =>
        where.or([
          where('owner_person', '=', me.id),
          where.and([
            where('owner_post', 'in', me.posts.length === 0 ? [''] : [...me.posts]),
            where.or([where('owner_department', 'is', null), where('owner_department', '=', me.departmentId)]),
          ]),
        ]),
      )
    }
    switch (input.state) {
      case 'open':
        matching = matching.where('state', 'in', ['open', 'paused']).where('breached_at', 'is', null)
        break
      case 'breached':
        matching = matching.where('state', 'in', ['open', 'paused']).where('breached_at', 'is not', null)
        break
      case 'met':
      case 'cancelled':
        matching = matching.where('state', '=', input.state)
        break
      case undefined:
    }
    const { total } = await matching.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await matching
      .selectAll()
      // What still runs comes first, the nearest deadline on top; then what ended last.
      .orderBy('ended_at', (order) => order.desc().nullsFirst())
      .orderBy('due_at')
      .orderBy('id')
      .limit(input.pageSize)
      .offset(offsetOf(input))
      .execute()
    const owners = await describeOwners(db, rows.map(ownerOfRow), ports)
    return {
      total,
      items: rows.map((row, at) => ({
        id: row.id,
        kind: row.kind,
        title: say(row.title, locale, row.params),
        subject: { kind: row.subject_kind, id: row.subject_id },
        link: row.link,
        state: viewStateOf(row),
        openedAt: row.opened_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        provisional: row.provisional,
        breachedAt: row.breached_at?.toISOString() ?? null,
        endedAt: row.ended_at?.toISOString() ?? null,
        owner: owners[at]?.[locale] ?? '',
        remainingSeconds: remainingSeconds(row, now),
      })),
    }
  },
})
