import { z } from 'zod'
import { signInRequired } from '../../kernel/errors.ts'
import { defineOperation } from './scope.ts'

export const markNoticesRead = defineOperation({
  name: 'desk.mark-notices-read',
  summary: { zh: '将通知标为已读', en: 'Mark notices as read' },
  effect: 'change',
  permission: 'signed-in',
  // That somebody saw a warning can matter later.
  records: ['notice.read'],
  input: z.strictObject({ ids: z.union([z.array(z.uuid()).min(1).max(100), z.literal('all')]) }),
  output: z.object({ marked: z.int() }),
  run: async ({ db, actor, now, record }, { ids }) => {
    if (actor.kind !== 'person') throw signInRequired()
    let unread = db.updateTable('notice').set({ read_at: now }).where('person_id', '=', actor.id).where('read_at', 'is', null)
    if (ids !== 'all') unread = unread.where('id', 'in', ids)
    const marked = await unread.returning('id').execute()
    record({
      type: 'notice.read',
      subject: { kind: 'person', id: actor.id },
      detail: { count: marked.length, ids: marked.slice(0, 100).map(({ id }) => id) },
    })
    return { marked: marked.length }
  },
})
