import type { Sentence } from '../../kernel/sentence.ts'
import type { WecomFailure } from './failure.ts'
import type { HandOver } from './hand-over.ts'
import { takesEffectAt } from './transfer-rules.ts'
import type { TransferStage } from './transfers.ts'
import type { WecomConnector } from './wecom-from.ts'
import { laterThan, outcomeOfFailure, readProgress, type WithdrawalItem, type WithdrawalOutcome } from './withdrawal.ts'

type Tools = Pick<WecomConnector, 'contacts' | 'customers' | 'handOverCustomers' | 'handOverGroups'>

/** How people count the two. */
const words = {
  customers: { zh: '位客户', noun: '客户', en: 'customers' },
  groups: { zh: '个客户群', noun: '客户群', en: 'groups' },
} as const
type What = keyof typeof words

/** After which those who still wait are looked at again, and for how long that goes on. */
const LOOK_AGAIN_SECONDS = 3600
const WAIT_DAYS = 7
const DAY_MS = 86_400_000

/**
 * Hands customers, or customer groups, of somebody who leaves over to whoever takes over. What WeCom says is the only
 * memory: a step that was lost is found done, and nobody is asked for twice.
 */
export const withdrawCustomers =
  (tools: Tools, what: What) =>
  async (item: WithdrawalItem): Promise<WithdrawalOutcome> => {
    const { member, heir, heirNamed, askedAt } = readProgress(item.progress)
    const { now, signal } = item
    const stage = await stageOf(tools, item)
    if (stage.kind !== 'stage') return stage
    if (heir === null) return withoutHeir(tools, what, { item, stage: stage.stage, heirNamed })
    const pair = { handover: member, takeover: heir, stage: stage.stage }
    const over = await (what === 'customers' ? tools.handOverCustomers : tools.handOverGroups)(pair, { now, signal })
    return outcomeOf(over, { item, what, member, heir, begun: askedAt === undefined ? now : new Date(askedAt) })
  }

type Stage = { kind: 'stage'; stage: TransferStage }

/** WeCom has other calls for the customers of those whom it has deleted already. */
const stageOf = async ({ contacts }: Tools, item: WithdrawalItem): Promise<Stage | WithdrawalOutcome> => {
  const { member } = readProgress(item.progress)
  const seen = await contacts.member(member, item.signal)
  if (seen.kind === 'done') return { kind: 'stage', stage: seen.value.state === 'left' ? 'resigned' : 'in-service' }
  if (seen.kind === 'refused' && seen.why === 'member') return { kind: 'stage', stage: 'resigned' }
  return outcomeOfFailure(seen, item)
}

type Without = { item: WithdrawalItem; stage: TransferStage; heirNamed: boolean }

/** Nobody to hand over to: nothing to do where there is nothing, else for a person to see to. */
const withoutHeir = async ({ customers }: Tools, what: What, { item, stage, heirNamed }: Without): Promise<WithdrawalOutcome> => {
  const { member } = readProgress(item.progress)
  const owned = await ownedBy(customers, what, { member, stage, signal: item.signal })
  if (owned.kind !== 'done') return outcomeOfFailure(owned, item)
  if (owned.value === 0) return nothingOf(what, member)
  const { zh, en } = words[what]
  const why: Sentence = heirNamed
    ? { zh: '接手人没有关联企业微信成员', en: 'whoever takes over is linked to no member of WeCom' }
    : { zh: '没有指定接手人', en: 'nobody was named to take over' }
  return {
    kind: 'refused',
    note: {
      sentence: {
        zh: `{count} ${zh}没有移交：${why.zh}，请在企业微信管理后台分配给接替成员。`,
        en: `{count} ${en} were not handed over: ${why.en}; assign them in the WeCom console.`,
      },
      params: { count: owned.value },
    },
    proof: `企业微信成员 ${member} 有 ${owned.value} ${zh}，${why.zh}`,
  }
}

const ownedBy = async (
  customers: Tools['customers'],
  what: What,
  { member, stage, signal }: { member: string; stage: TransferStage; signal: AbortSignal },
): Promise<{ kind: 'done'; value: number } | WecomFailure> => {
  if (what === 'customers' && stage === 'resigned') {
    const said = await customers.unassigned(signal)
    return said.kind === 'done' ? { kind: 'done', value: said.value.filter(({ handover }) => handover === member).length } : said
  }
  const said = await (what === 'customers' ? customers.of : customers.groupsOf)(member, signal)
  return said.kind === 'done' ? { kind: 'done', value: said.value.length } : said
}

const nothingOf = (what: What, member: string): WithdrawalOutcome => ({ kind: 'done', proof: `企业微信里 ${member} 名下没有${words[what].noun}` })

type Asked = { item: WithdrawalItem; what: What; member: string; heir: string; begun: Date }

const outcomeOf = ({ states, stoppedBy }: HandOver, { item, what, member, heir, begun }: Asked): WithdrawalOutcome => {
  const { now } = item
  const tally = tallyOf(states)
  const progress = { ...item.progress, askedAt: begun.toISOString() }
  const { zh, en } = words[what]
  const far = `企业微信：${member} 的 ${states.size} ${zh}中已有 ${tally.done} ${zh}移交给 ${heir}`
  // Groups that would be tried again and again, and nothing else that day.
  const stuck = stoppedBy?.kind === 'try-later' && tally.done === 0 && tally.faults.size > 0
  if (stoppedBy !== null && !stuck) {
    const said = outcomeOfFailure(stoppedBy, item)
    return said.kind === 'refused' ? { ...said, proof: `${said.proof}；${far}` } : { ...said, ...(said.kind === 'again' ? { progress } : {}) }
  }
  const waits = tally.waiting + tally.delayed
  if (waits > 0 && now.getTime() - begun.getTime() < WAIT_DAYS * DAY_MS) {
    const seconds = tally.waiting === 0 ? 600 : LOOK_AGAIN_SECONDS
    return {
      kind: 'again',
      after: new Date(Math.max(tally.waiting === 0 ? 0 : takesEffectAt(begun).getTime(), laterThan(now, seconds).getTime())),
      note: {
        sentence: {
          zh: `已移交 {done} ${zh}，{waiting} ${zh}等待生效（24 小时内客户可以拒绝）。`,
          en: `{done} ${en} handed over, {waiting} take effect within 24 hours unless the customer refuses.`,
        },
        params: { done: tally.done, waiting: waits },
      },
      progress,
    }
  }
  if (states.size === 0) return nothingOf(what, member)
  if (tally.faults.size === 0 && waits === 0) return { kind: 'done', proof: far }
  const faults = waits > 0 ? new Map([...tally.faults, [stillWaiting, waits] as const]) : tally.faults
  const failed = [...faults.values()].reduce((sum, count) => sum + count, 0)
  const listed = [...faults].map(([reason, count]) => ({ zh: `${count} ${zh}：${reason.zh}`, en: `${count} ${en}: ${reason.en}` }))
  return {
    kind: 'refused',
    note: {
      sentence: {
        zh: `已移交 {done} ${zh}，{failed} ${zh}没有移交。${listed.map((line) => line.zh).join('')}`,
        en: `{done} ${en} handed over, {failed} not. ${listed.map((line) => line.en).join(' ')}`,
      },
      params: { done: tally.done, failed },
    },
    proof: `${far}；${listed.map((line) => line.zh).join('')}`,
  }
}

const customerRefused: Sentence = {
  zh: '客户拒绝移交，请由接手人另行联系。',
  en: 'the customer refused; whoever takes over may get in touch another way.',
}

const stillWaiting: Sentence = {
  zh: '超过七天没有生效，请在企业微信管理后台查看。',
  en: 'not in effect after seven days; look in the WeCom console.',
}

/** How many stand where; faults by what WeCom says of them. */
const tallyOf = (states: HandOver['states']) => {
  const tally = { done: 0, waiting: 0, delayed: 0, faults: new Map<Sentence, number>() }
  const fault = (reason: Sentence): void => {
    tally.faults.set(reason, (tally.faults.get(reason) ?? 0) + 1)
  }
  for (const state of states.values()) {
    if ('state' in state) {
      if (state.state === 'done') tally.done += 1
      else if (state.state === 'waiting') tally.waiting += 1
      else fault(customerRefused)
    } else if (state.kind === 'try-later') tally.delayed += 1
    else fault(state.sentence)
  }
  return tally
}
