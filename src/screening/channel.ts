import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import type { CompiledRule, Finding } from './types.ts'
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
const openChannels = new Set(['wechat-mp', 'moments', 'xiaohongshu', 'douyin', 'weibo', 'video-channel', 'zhihu', 'bilibili'])

/** Said of a text that tries to sell; a mere notice of an appointment or a parcel needs no way out. */
const selling = /优惠|特价|[0-9.]折|立减|满减|直降|红包|领券|优惠券|代金券|抢购|秒杀|限时|特惠|促销|大促|福利|免费领|充值|开业|新品|上新|热卖|办卡|年卡|团购|预售|认筹|贷款|额度|加盟|体验金|免费送|送好礼|买1送|第2件|半价|下单|点击购买|戳链接|点链接/

/** Signs that the message answers something the person did: an order, an appointment, a code. */
const serving = /您(?:预约|预订|订购|购买|申请|报名|订)的|验证码|已发出|已签收|已生成|取件码|到店时间|面谈|还款日|账单|电子发票|物流/

const wayOut = /退订|拒收|td|回t|回复t|取消订阅|回n|回复n|回r|回复r|回qx|回复td|拒绝请回/

const marked = /(?:^|[^不是非无没做打、])广告(?:$|[^法部主商位语词费]|主体验)|[#【（“]广告|标[明注识]“?广告/

type Input = { view: View; setting: Setting; advertising: boolean; rules: readonly CompiledRule[] }

const whole = (rule: CompiledRule, { view, setting }: Input): Finding => {
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

/** Duties that follow from the channel and not from a word: the way out of a message, the mark on advertising. */
export const channelFindings = (input: Input): Finding[] => {
  const { view, setting, advertising } = input
  if (view.length === 0) return []
  const due = (id: string): Finding[] => {
    const rule = input.rules.find((one) => one.id === id)
    return rule === undefined ? [] : [whole(rule, input)]
  }
  const commercial = advertising || (selling.test(view.text) && !serving.test(view.text))
  if (setting.channel === 'sms' && commercial && !wayOut.test(view.text)) return due('adlaw.mark.sms-way-out')
  if (advertising && openChannels.has(setting.channel) && !marked.test(view.text)) return due('adlaw.mark.missing')
  return []
}
