import { randomInt } from 'node:crypto'
import { beijingDate } from '../../kernel/calendar/beijing-time.ts'
import { newId } from '../../kernel/id.ts'
import { sealText, type Wish } from './sealed.ts'
import type { RequestsContext } from './scope.ts'
import type { RequestRow } from './tables.ts'
import { tellPerson } from './telling/tell-person.ts'
import { type ContactKind, kindNames, type RequestKind, type RequestSource } from './vocabulary.ts'

/** 7 working days by the Chinese calendar, the day of receipt not counted (民法典第二百零一条). */
export const answerTerm = { workingDays: 7 } as const

/** Without signs that are mistaken for one another when read out. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

const newNumber = (now: Date): string =>
  `${beijingDate(now).replaceAll('-', '')}-${Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join('')}`

type Received = {
  kind: RequestKind
  source: RequestSource
  candidates: readonly string[]
  contactKey: Uint8Array | null
  /** Where the person is told how it stands: a contact that is on file or was proven. */
  contact: { kind: ContactKind; value: string } | null
  reach: RequestRow['reach']
  wish: Wish
  receivedAt: Date
  enteredBy: string | null
  proof: { by: NonNullable<RequestRow['proven_by']>; note: string | null } | null
}

/** Opens a request with its deadline. Who is meant is known where one customer fits, and no more. */
export const receive = async (ctx: RequestsContext, received: Received): Promise<RequestRow> => {
  const id = newId(ctx.now.getTime())
  const number = newNumber(ctx.now)
  const [first, ...others] = received.candidates
  const { id: obligationId, dueAt, provisional } = await ctx.obligations.open({
    kind: 'requests.answer',
    title: { zh: '答复个人信息权利请求 {number}（{kind}）', en: 'Answer the request {number} about personal data' },
    params: { number, kind: kindNames[received.kind].zh },
    subject: { kind: 'rights-request', id },
    owner: { post: 'customer-service' },
    escalateTo: { post: 'legal' },
    term: answerTerm,
    since: received.receivedAt,
    remindDaysBefore: [4, 2, 1],
    link: `/requests?open=${id}`,
  })
  const empty = received.wish.text === '' && received.wish.corrections.length === 0
  const row: RequestRow = {
    id,
    number,
    kind: received.kind,
    source: received.source,
    state: received.proof === null ? 'received' : 'proven',
    subject: first !== undefined && others.length === 0 ? first : null,
    candidates: [...received.candidates],
    contact_key: received.contactKey,
    contact_kind: received.contact?.kind ?? null,
    sealed_contact:
      received.contact === null ? null : await sealText(ctx, { id, column: 'sealed_contact', text: received.contact.value }),
    proven_by: received.proof?.by ?? null,
    proof_note: received.proof?.note ?? null,
    reach: received.reach,
    sealed_wish: empty ? null : await sealText(ctx, { id, column: 'sealed_wish', text: JSON.stringify(received.wish) }),
    sealed_reply: null,
    question: null,
    received_at: received.receivedAt,
    entered_by: received.enteredBy,
    handler_id: null,
    erasure_asked_by: null,
    obligation_id: obligationId,
    refusal: null,
    note: null,
    outcome: [],
    ended_at: null,
    ended_by: null,
    sealed_answer: null,
    answer_digest: null,
    open_until: null,
    destroyed_at: null,
  }
  await ctx.db.insertInto('rights_request').values({ ...row, outcome: '[]' }).execute()
  const subject = { kind: 'rights-request', id }
  ctx.record({
    type: 'request.received',
    subject,
    detail: {
      number,
      kind: row.kind,
      source: row.source,
      customers: [...received.candidates],
      receivedAt: received.receivedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      provisional,
    },
  })
  if (received.proof !== null) ctx.record({ type: 'request.proven', subject, detail: { by: received.proof.by } })
  await tellPerson(ctx, row, 'received')
  return row
}
