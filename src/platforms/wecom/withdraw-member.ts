import type { WecomConnector } from './wecom-from.ts'
import { laterThan, type OnLeaving, outcomeOfFailure, readProgress, type WithdrawalItem, type WithdrawalOutcome } from './withdrawal.ts'

type Tools = Pick<WecomConnector, 'contacts' | 'customers'> & { onLeaving: OnLeaving }

const DAY_SECONDS = 86_400
/** A little later than customers take to go over. */
const FIRST_LOOK_SECONDS = DAY_SECONDS + 600
/** Days for which a deletion waits for customers and groups. */
const WAIT_DAYS = 8

/**
 * Shuts a member out of WeCom. Doing it again changes nothing. It is done when WeCom itself says so: an answer that was
 * lost, or one that lied, is found by looking.
 */
export const withdrawMember =
  (tools: Tools) =>
  async (item: WithdrawalItem): Promise<WithdrawalOutcome> => {
    const { contacts } = tools
    const { now, signal } = item
    const { member, askedAt } = readProgress(item.progress)
    const disabled = await contacts.disable(member, signal)
    if (disabled.kind === 'refused' && disabled.why === 'member') return gone(member)
    if (disabled.kind !== 'done') return outcomeOfFailure(disabled, item)
    const seen = await contacts.member(member, signal)
    if (seen.kind === 'refused' && seen.why === 'member') return gone(member)
    if (seen.kind === 'try-later') return outcomeOfFailure(seen, item)
    // Outside the scope of the app it cannot be looked at; that it was done is then WeCom's word.
    if (seen.kind === 'done' && seen.value.state !== 'disabled' && seen.value.state !== 'left') {
      return {
        kind: 'again',
        after: laterThan(now, 300),
        note: { sentence: { zh: '已请求停用，等待企业微信生效。', en: 'Asked for; waiting for WeCom to do it.' }, params: {} },
        progress: item.progress,
      }
    }
    const proof = `已停用企业微信成员 ${member}（user/update enable=0，${seen.kind === 'done' ? '已回读确认' : '不在应用可见范围内，未能回读'}）`
    if (tools.onLeaving === 'disable') return { kind: 'done', proof }
    return deleteWhenFree(tools, item, askedAt === undefined ? now : new Date(askedAt))
  }

const gone = (member: string): WithdrawalOutcome => ({ kind: 'done', proof: `企业微信已没有成员 ${member}（errcode 60111）` })

/** Deletes a disabled member once their customers and groups are with somebody else: of one who is deleted, some would be lost. */
const deleteWhenFree = async ({ contacts, customers }: Tools, item: WithdrawalItem, askedAt: Date): Promise<WithdrawalOutcome> => {
  const { now, signal } = item
  const { member } = readProgress(item.progress)
  const again = (count: number): WithdrawalOutcome => ({
    kind: 'again',
    after: laterThan(now, askedAt.getTime() === now.getTime() ? FIRST_LOOK_SECONDS : DAY_SECONDS),
    note: {
      sentence: {
        zh: '已停用，待 {count} 位客户和客户群移交后删除。',
        en: 'Disabled; deleted once {count} customers and groups are handed over.',
      },
      params: { count },
    },
    progress: { ...item.progress, askedAt: askedAt.toISOString() },
  })
  const owned = await customers.of(member, signal)
  if (owned.kind !== 'done') return outcomeOfFailure(owned, item)
  const groups = await customers.groupsOf(member, signal)
  if (groups.kind !== 'done') return outcomeOfFailure(groups, item)
  const left = owned.value.length + groups.value.length
  if (left > 0 && now.getTime() - askedAt.getTime() < WAIT_DAYS * DAY_SECONDS * 1000) return again(left)
  if (left > 0) {
    return {
      kind: 'refused',
      note: {
        sentence: {
          zh: '成员已停用，但还有 {count} 位客户和客户群没有移交，因此没有删除；请移交后在企业微信删除。',
          en: 'The member is disabled, and not deleted, since {count} customers and groups are still theirs; hand them over, then delete.',
        },
        params: { count: left },
      },
      proof: `已停用企业微信成员 ${member}，尚有 ${left} 位客户和客户群`,
    }
  }
  const removed = await contacts.remove(member, signal)
  return removed.kind === 'done' ? { kind: 'done', proof: `已停用并删除企业微信成员 ${member}（user/delete）` } : outcomeOfFailure(removed, item)
}
