import type { WecomConnector } from './wecom-from.ts'

type Position = { after: string; cursor: string }
type Customer = { id: string; name: string | null; mobile: string | null }
type Said =
  | { kind: 'done'; customers: readonly Customer[]; next: Position | null }
  | { kind: 'later'; afterSeconds: number }
  | { kind: 'refused' }

/** Members that one call may name. */
const membersOfCall = 100

/** What a member wrote down tells more than a nickname; what holds no letter is no name. */
const nameOf = ({ remark, name }: { remark: string; name: string }): string | null =>
  [remark, name].map((text) => text.trim().slice(0, 60)).find((text) => /\p{L}/u.test(text) && !/\d{5}/.test(text)) ?? null

/**
 * Reads the company's WeCom customers page by page, for an import. Members are taken in the order of their ids, a hundred at a
 * time; whoever joins meanwhile is read with the next import. `next` is null behind the last page.
 */
export const readWecomCustomers =
  ({ customers }: Pick<WecomConnector, 'customers'>) =>
  async ({ after, cursor }: Position, signal: AbortSignal): Promise<Said> => {
    const followers = await customers.followers(signal)
    if (followers.kind === 'refused') return { kind: 'refused' }
    if (followers.kind === 'try-later') return { kind: 'later', afterSeconds: followers.afterSeconds }
    const left = followers.value.filter((userId) => userId > after)
    const members = left.slice(0, membersOfCall)
    const last = members.at(-1)
    if (last === undefined) return { kind: 'done', customers: [], next: null }
    const said = await customers.cardsOf(members, cursor, signal)
    if (said.kind === 'refused') return { kind: 'refused' }
    if (said.kind === 'try-later') return { kind: 'later', afterSeconds: said.afterSeconds }
    const { items, next } = said.value
    const further = left.length > members.length ? { after: last, cursor: '' } : null
    return {
      kind: 'done',
      customers: items.map((card) => ({
        id: card.id,
        name: nameOf(card),
        mobile: card.mobiles.map((text) => text.replaceAll(/[\s-]/g, '')).find((text) => /^(?:\+?86)?1\d{10}$/.test(text)) ?? null,
      })),
      next: next === '' ? further : { after, cursor: next },
    }
  }
