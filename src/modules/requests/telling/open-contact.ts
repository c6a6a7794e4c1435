import { z } from 'zod'
import { contactNotNeeded } from '../problems.ts'
import { defineOperation, holderTools, personOf, type RequestsContext } from '../scope.ts'
import { openText } from '../sealed.ts'
import { lockRequest } from '../step.ts'
import type { RequestRow } from '../tables.ts'
import { contactKinds } from '../vocabulary.ts'

/**
 * Whether a colleague needs the contact that a request came with: something is to be told by hand, and the customer, where it
 * would be opened for a purpose, is erased.
 */
export const needsContact = async ({ db }: Pick<RequestsContext, 'db'>, row: RequestRow, erased: boolean): Promise<boolean> => {
  if (!erased || row.sealed_contact === null) return false
  const open = await db.selectFrom('rights_news').select('id').where('request_id', '=', row.id).where('state', '=', 'by-hand').executeTakeFirst()
  return open !== undefined
}

export const openContact = defineOperation({
  name: 'requests.open-contact',
  summary: { zh: '客户资料已删除的，为告知本人查看请求所留的联系方式', en: 'Open the contact of a request, to tell somebody whose data were erased' },
  effect: 'change',
  permission: 'requests.handle',
  fresh: true,
  records: ['request.contact-opened', 'customer.viewed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ kind: z.enum(contactKinds), value: z.string() }),
  run: async (ctx, { id }) => {
    personOf(ctx)
    const row = await lockRequest(ctx, id)
    const masks = row.subject === null ? undefined : await ctx.ports.subjectMasks(holderTools(ctx), [row.subject], { request: id })
    const erased = row.subject !== null && masks?.get(row.subject)?.state === 'erased'
    const value = (await needsContact(ctx, row, erased)) ? await openText(ctx, { id, column: 'sealed_contact', sealed: row.sealed_contact }) : null
    if (value === null || row.contact_kind === null) throw contactNotNeeded()
    ctx.record({ type: 'request.contact-opened', subject: { kind: 'rights-request', id }, detail: { kind: row.contact_kind } })
    return { kind: row.contact_kind, value }
  },
})
