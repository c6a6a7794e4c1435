import type { Facts } from './facts.ts'
import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import type { Guarded, SignReader } from './signs.ts'
import type { CompiledPacks, CompiledRule, Finding } from './types.ts'

/** Key of the channel that a name stands for; '' when it is unknown or not given. */
export const channelOf = (channels: Readonly<Record<string, string[]>>, given: string | undefined): string => {
  const name = given?.trim().slice(0, 40).toLowerCase() ?? ''
  if (name === '') return ''
  for (const [key, names] of Object.entries(channels)) {
    if (key === name || names.some((one) => name.includes(one))) return key
  }
  return ''
}

/** Open to everybody: advertising there must be recognisable (广告法第十四条, 互联网广告管理办法第九条). */
const openChannels = new Set([
  'wechat-mp',
  'moments',
  'xiaohongshu',
  'douyin',
  'weibo',
  'video-channel',
  'zhihu',
  'bilibili',
])

/** Where the text begins and ends, noise at its edges left out; null when nothing is left. */
export type Extent = { start: number; end: number } | null

/** Duties that follow from the channel and not from a word: the way out of a message, the mark on advertising. */
export type ChannelCheck = {
  check: (whole: { extent: Extent; facts: Facts; setting: Setting }, advertising: boolean) => Finding[]
  /** Expressions that are asked of the whole text. */
  asked: Guarded[]
}

const findingOn = (rule: CompiledRule, { start, end }: NonNullable<Extent>, setting: Setting): Finding => ({
  rule: rule.id,
  category: rule.category,
  severity: rule.severity,
  start,
  end,
  excerpt: setting.text.slice(start, end),
  law: lawFor(rule.laws, setting.industries),
  advice: rule.advice,
  why: rule.why,
})

/** Makes the check of channel duties. The rules themselves (law, severity, advice) stand in ad-mark.yaml. */
export const createChannelCheck = (
  { rules, context }: Pick<CompiledPacks, 'rules' | 'context'>,
  { guard }: Pick<SignReader, 'guard'>,
): ChannelCheck => {
  const selling = guard(context.selling)
  const serving = guard(context.serving)
  const wayOut = guard(context.wayOut)
  const marked = guard(context.marked)
  const noWayOut = rules.filter(({ id }) => id === 'adlaw.mark.sms-way-out')
  const noMark = rules.filter(({ id }) => id === 'adlaw.mark.missing')

  return {
    asked: [selling, serving, wayOut, marked],
    check: ({ extent, facts, setting }, advertising) => {
      if (extent === null) return []
      if (setting.channel === 'sms') {
        const commercial = advertising || (facts.holds(selling) && !facts.holds(serving))
        return commercial && !facts.holds(wayOut) ? noWayOut.map((rule) => findingOn(rule, extent, setting)) : []
      }
      if (!advertising || !openChannels.has(setting.channel) || facts.holds(marked)) return []
      return noMark.map((rule) => findingOn(rule, extent, setting))
    },
  }
}
