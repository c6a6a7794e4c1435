import { z } from 'zod'
import { allPages } from './all-pages.ts'
import type { WecomCall, WecomDone } from './call.ts'
import { type WecomFailure, wecomFailure, wecomRefusal } from './failure.ts'

type Answer<Value> = Promise<WecomDone<Value> | WecomFailure>

/** Whether the former owner still works here: WeCom has other calls for the customers of those who have left. */
export type TransferStage = 'in-service' | 'resigned'

export type Pair = { handover: string; takeover: string; stage: TransferStage }

/** Where one customer, or one group, stands. */
export type TransferState =
  /** Accepted; takes effect 24 hours after, unless the customer refuses. */
  { state: 'waiting' } | { state: 'done' } | { state: 'customer-refused' } | WecomFailure

const id = z.string().min(1).max(64)

const transferSchema = z.object({ customer: z.array(z.object({ external_userid: id, errcode: z.int() })).default([]) })

const resultSchema = z.object({
  customer: z.array(z.object({ external_userid: id, status: z.int() })).default([]),
  next_cursor: z.string().nullish(),
})

const groupsSchema = z.object({
  failed_chat_list: z.array(z.object({ chat_id: id, errcode: z.int() })).nullish(),
})

/** The customer is being handed over already: what was asked for is under way. */
const UNDER_WAY = new Set([40_100, 40_129])

const stateOf = (errcode: number): TransferState =>
  errcode === 0 || UNDER_WAY.has(errcode) ? { state: 'waiting' } : wecomFailure(errcode)

/** 1 done, 2 waiting, 3 refused by the customer, 4 the successor has too many customers. */
const settled: Readonly<Record<number, TransferState>> = {
  1: { state: 'done' },
  2: { state: 'waiting' },
  3: { state: 'customer-refused' },
  4: wecomRefusal(40_099),
}

/** Handing customers and groups over: path/92125, 94088, 96331 to 96333, 92127, 95703. */
export const wecomTransfers = (call: WecomCall) => ({
  /**
   * Asks for at most 100 customers to be handed over; `message` tells them, in at most 200 characters, and only those
   * of a member in service. Asking again for the same customer and successor changes nothing.
   */
  customers: async (
    { handover, takeover, stage }: Pair,
    { ids, message }: { ids: readonly string[]; message?: string },
    signal: AbortSignal,
  ): Answer<Map<string, TransferState>> => {
    const told = message !== undefined && stage === 'in-service'
    const said = await call({
      path: stage === 'in-service' ? 'externalcontact/transfer_customer' : 'externalcontact/resigned/transfer_customer',
      body: {
        handover_userid: handover,
        takeover_userid: takeover,
        external_userid: ids,
        ...(told ? { transfer_success_msg: message.slice(0, 200) } : {}),
      },
      answer: transferSchema,
      signal,
    })
    if (said.kind !== 'done') return said
    return {
      kind: 'done',
      value: new Map(said.value.customer.map((one) => [one.external_userid, stateOf(one.errcode)])),
    }
  },

  /** How every transfer between the two stands that was asked for before. */
  results: async ({ handover, takeover, stage }: Pair, signal: AbortSignal): Answer<Map<string, TransferState>> => {
    const pages = await allPages(async (cursor) => {
      const body = {
        handover_userid: handover,
        takeover_userid: takeover,
        ...(cursor === '' ? {} : { cursor }),
      }
      const path =
        stage === 'in-service' ? 'externalcontact/transfer_result' : 'externalcontact/resigned/transfer_result'
      const said = await call({ path, body, answer: resultSchema, signal })
      if (said.kind !== 'done') return said
      return { kind: 'done', value: { items: said.value.customer, next: said.value.next_cursor ?? '' } }
    })
    if (pages.kind !== 'done') return pages
    const value = new Map(
      pages.value.map(({ external_userid, status }) => [external_userid, settled[status] ?? wecomRefusal(status)]),
    )
    return { kind: 'done', value }
  },

  /** Gives at most 100 customer groups another owner, at once. */
  groups: async (
    { takeover, stage }: Pair,
    ids: readonly string[],
    signal: AbortSignal,
  ): Answer<Map<string, TransferState>> => {
    const path =
      stage === 'in-service' ? 'externalcontact/groupchat/onjob_transfer' : 'externalcontact/groupchat/transfer'
    // Asked again for a group that has gone over already, WeCom may count a second transfer.
    const body = { chat_id_list: ids, new_owner: takeover }
    const said = await call({ path, body, answer: groupsSchema, once: true, signal })
    if (said.kind !== 'done') return said
    const failed = new Map((said.value.failed_chat_list ?? []).map((one) => [one.chat_id, wecomFailure(one.errcode)]))
    return { kind: 'done', value: new Map(ids.map((group) => [group, failed.get(group) ?? { state: 'done' }])) }
  },
})
