import { z } from 'zod'
import { keyed } from '../keyed.ts'
import { contactUnfit, correctionsMissing, receivedUnfit } from '../problems.ts'
import { refusePersonalData } from '../plain-text.ts'
import { receive } from '../receive.ts'
import { defineOperation, personOf } from '../scope.ts'
import { stopNow } from '../stop-now.ts'
import { contactKinds, recordedOfOthers, requestKinds } from '../vocabulary.ts'
import { checkCorrections, correctionInput, reachFor, reachInput } from '../wish.ts'

const day = 86_400_000
/** A letter does not lie about for longer. */
const oldestDays = 60

export const proofNote = z.string().trim().min(4).max(500)

export const enter = defineOperation({
  name: 'requests.enter',
  summary: { zh: '登记电话、信函等方式收到的权利请求', en: 'Enter a request that came by telephone, letter or visit' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.received', 'request.proven', 'request.stopped', 'request.answered', ...recordedOfOthers],
  input: z.strictObject({
    kind: z.enum(requestKinds),
    source: z.enum(['phone', 'letter', 'mail', 'visit']),
    receivedAt: z.iso.datetime({ offset: true }),
    /** What we should have on file of the person. */
    contact: z.strictObject({ kind: z.enum(contactKinds), value: z.string().trim().min(3).max(254) }),
    reach: reachInput.nullable(),
    corrections: z.array(correctionInput).max(3),
    text: z.string().trim().max(2000),
    /** How it was verified that the person is who they say; null where that is still to be done. No personal data. */
    proofNote: proofNote.nullable(),
  }),
  output: z.object({ id: z.uuid(), number: z.string(), customers: z.int() }),
  run: async (ctx, input) => {
    const person = personOf(ctx)
    const receivedAt = new Date(input.receivedAt)
    if (receivedAt > ctx.now || receivedAt.getTime() < ctx.now.getTime() - oldestDays * day) throw receivedUnfit()
    if (input.proofNote !== null) refusePersonalData(input.proofNote)
    const value = ctx.ports.contactOf(input.contact.kind, input.contact.value)
    if (value === null) throw contactUnfit()
    if (input.kind === 'correct' && input.corrections.length === 0) throw correctionsMissing()
    checkCorrections(ctx.ports.holders(), input.corrections)
    const contact = { kind: input.contact.kind, value }
    const candidates = await ctx.ports.subjectsAt({ db: ctx.db, secrets: ctx.secrets }, contact)
    const row = await receive(ctx, {
      kind: input.kind,
      source: input.source,
      candidates,
      // A number that is not on file is only what somebody said: it opens nothing.
      contactKey: candidates.length === 0 ? null : keyed(ctx.secrets, 'contact', `${contact.kind}|${value}`),
      contact: candidates.length === 0 ? null : contact,
      reach: reachFor(input.kind, input.reach),
      wish: { text: input.text, corrections: input.kind === 'correct' ? input.corrections : [] },
      receivedAt,
      enteredBy: person.id,
      proof: input.proofNote === null ? null : { by: 'staff', note: input.proofNote },
    })
    if (row.state === 'proven') await stopNow(ctx, row)
    return { id: row.id, number: row.number, customers: candidates.length }
  },
})
