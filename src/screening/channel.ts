import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import type { CompiledPacks, CompiledRule, Finding } from './types.ts'
import type { View } from './view.ts'

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

/** Duties that follow from the channel and not from a word: the way out of a message, the mark on advertising. */
export type ChannelCheck = (view: View, setting: Setting, advertising: boolean) => Finding[]

type Whole = { view: View; setting: Setting }

const findingOn = (rule: CompiledRule, { view, setting }: Whole): Finding => {
  const start = view.starts[0] ?? 0
  const end = view.ends[view.length - 1] ?? setting.text.length
  return {
    rule: rule.id,
    category: rule.category,
    severity: rule.severity,
    start,
    end,
    excerpt: setting.text.slice(start, end),
    law: lawFor(rule.laws, setting.industries),
    advice: rule.advice,
    why: rule.why,
  }
}

/** Makes the check of channel duties. The rules themselves (law, severity, advice) stand in ad-mark.yaml. */
export const createChannelCheck = ({ rules, context }: Pick<CompiledPacks, 'rules' | 'context'>): ChannelCheck => {
  const selling = new RegExp(context.selling)
  const serving = new RegExp(context.serving)
  const wayOut = new RegExp(context.wayOut)
  const marked = new RegExp(context.marked)
  const noWayOut = rules.filter(({ id }) => id === 'adlaw.mark.sms-way-out')
  const noMark = rules.filter(({ id }) => id === 'adlaw.mark.missing')

  return (view, setting, advertising) => {
    if (view.length === 0) return []
    if (setting.channel === 'sms') {
      const commercial = advertising || (selling.test(view.text) && !serving.test(view.text))
      return commercial && !wayOut.test(view.text) ? noWayOut.map((rule) => findingOn(rule, { view, setting })) : []
    }
    if (!advertising || !openChannels.has(setting.channel) || marked.test(view.text)) return []
    return noMark.map((rule) => findingOn(rule, { view, setting }))
  }
}
