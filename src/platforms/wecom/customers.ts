import { z } from 'zod'
import type { Sentence } from '../../kernel/sentence.ts'
import { allPages } from './all-pages.ts'
import type { WecomCall, WecomDone } from './call.ts'
import type { WecomFailure } from './failure.ts'

type Answer<Value> = Promise<WecomDone<Value> | WecomFailure>

const id = z.string().min(1).max(64)

const listSchema = z.object({ external_userid: z.array(id).default([]) })

const unassignedSchema = z.object({
  info: z.array(z.object({ handover_userid: id, external_userid: id, dimission_time: z.int() })).default([]),
  is_last: z.boolean(),
  next_cursor: z.string().nullish(),
})

const groupsSchema = z.object({
  group_chat_list: z.array(z.object({ chat_id: id })).default([]),
  next_cursor: z.string().nullish(),
})

const followersSchema = z.object({ follow_user: z.array(id).default([]) })

const cardsSchema = z.object({
  external_contact_list: z
    .array(
      z.object({
        external_contact: z.object({ external_userid: id, name: z.string().max(1000).default('') }),
        follow_info: z.object({ remark: z.string().max(1000).default(''), remark_mobiles: z.array(z.string().max(100)).default([]) }),
      }),
    )
    .default([]),
  next_cursor: z.string().nullish(),
})

/** A customer as a member sees them; what is not known is empty. */
export type CustomerCard = { id: string; name: string; remark: string; mobiles: readonly string[] }

export type UnassignedCustomer = { handover: string; customer: string; leftAt: Date }

/** WeCom's 84061: the member has no customers. */
const NO_CUSTOMERS = 84_061

export type ContactSeats = { kind: 'done'; members: string[] } | { kind: 'failed'; sentence: Sentence }

const comeBack: Sentence = {
  zh: '企业微信暂时没有应答或调用过于频繁，明天会再读。',
  en: 'WeCom did not answer or takes no more calls for now; it is read again tomorrow.',
}

/** Whose customers are whose; the app must be one that may call 客户联系. */
export const wecomCustomers = (call: WecomCall) => ({
  /** Customers of a member in service (path/92113). */
  of: async (userId: string, signal: AbortSignal): Answer<string[]> => {
    const said = await call({ path: 'externalcontact/list', query: { userid: userId }, answer: listSchema, signal })
    if (said.kind === 'refused' && said.code === NO_CUSTOMERS) return { kind: 'done', value: [] }
    return said.kind === 'done' ? { kind: 'done', value: said.value.external_userid } : said
  },

  /** Members who have customers, as far as the app may see them (path/92571), in the order of their ids. */
  followers: async (signal: AbortSignal): Answer<string[]> => {
    const said = await call({ path: 'externalcontact/get_follow_user_list', answer: followersSchema, signal })
    return said.kind === 'done' ? { kind: 'done', value: said.value.follow_user.toSorted() } : said
  },

  /** A page of the customers of at most 100 members (path/92994); `next` is empty at the end. */
  cardsOf: async (userIds: readonly string[], cursor: string, signal: AbortSignal): Answer<{ items: CustomerCard[]; next: string }> => {
    const body = { userid_list: userIds, limit: 100, ...(cursor === '' ? {} : { cursor }) }
    const said = await call({ path: 'externalcontact/batch/get_by_user', body, answer: cardsSchema, signal })
    if (said.kind === 'refused' && said.code === NO_CUSTOMERS) return { kind: 'done', value: { items: [], next: '' } }
    if (said.kind !== 'done') return said
    const items = said.value.external_contact_list.map(({ external_contact: contact, follow_info: info }) => ({
      id: contact.external_userid,
      name: contact.name,
      remark: info.remark,
      mobiles: info.remark_mobiles,
    }))
    return { kind: 'done', value: { items, next: said.value.next_cursor ?? '' } }
  },

  /** Members who may have customers (配置了客户联系功能的成员, path/92571). */
  seats: async (signal: AbortSignal): Promise<ContactSeats> => {
    const said = await call({ path: 'externalcontact/get_follow_user_list', answer: followersSchema, signal })
    if (said.kind === 'done') return { kind: 'done', members: said.value.follow_user }
    return { kind: 'failed', sentence: said.kind === 'refused' ? said.sentence : comeBack }
  },

  /** Customers of members who have left, whom nobody took over yet (path/92124). */
  unassigned: (signal: AbortSignal): Answer<UnassignedCustomer[]> =>
    allPages(async (cursor) => {
      const body = { page_size: 1000, ...(cursor === '' ? {} : { cursor }) }
      const said = await call({ path: 'externalcontact/get_unassigned_list', body, answer: unassignedSchema, signal })
      if (said.kind !== 'done') return said
      const items = said.value.info.map((one) => ({
        handover: one.handover_userid,
        customer: one.external_userid,
        leftAt: new Date(one.dimission_time * 1000),
      }))
      return { kind: 'done', value: { items, next: said.value.is_last ? '' : (said.value.next_cursor ?? '') } }
    }),

  /** Customer groups that a member owns, whether in service or not (path/92120). */
  groupsOf: (userId: string, signal: AbortSignal): Answer<string[]> =>
    allPages(async (cursor) => {
      const body = {
        status_filter: 0,
        owner_filter: { userid_list: [userId] },
        limit: 1000,
        ...(cursor === '' ? {} : { cursor }),
      }
      const said = await call({ path: 'externalcontact/groupchat/list', body, answer: groupsSchema, signal })
      if (said.kind !== 'done') return said
      const items = said.value.group_chat_list.map(({ chat_id }) => chat_id)
      return { kind: 'done', value: { items, next: said.value.next_cursor ?? '' } }
    }),
})
