import type { Sentence } from './sentence.ts'
import { clauseBefore } from './sentence.ts'

/**
 * Decides whether a text denies, forbids, quotes or warns of a claim instead of making it. Expressions are over folded
 * text, in which 一 is written 1 and 零 is written 0.
 */

/** A bare denial stands directly before the claim: 不治痘, 没有任何保健食品能治病. */
const bare = /(?:不|没|未|非|无法|无需|别|勿|莫|禁止|不得|不可|不能|不会|不是|并非|绝非|从不|没有|杜绝|拒绝|严禁|谢绝|不要|不准|不许|难以)(?:再|去|被|做|搞|是|能|会|可|有|任何|所谓的?|什么|把|将|靠|用来|用于|为了)?[“]?$/

/** Nobody can: 没有任何一家机构能保证 ... */
const nobody = /(?:没有(?:任何|哪)|谁都?[也]?不|没人)[^，。！？；]{0,14}(?:能|会|可以|敢)[^，。！？；]{0,10}$/

/** A denied verb of saying or doing, then the claim a little later in the same clause: 我们不承诺 ... */
const denied = /(?:不|没有?|从未|未|绝不|勿|禁止|不得|不可|不能|不会|别|拒绝|无法|谁也不能|没人敢?|不敢|不再|不曾|严禁|谢绝|请勿|切勿|避免|杜绝|反对|抵制|停止)(?:要|可|能|会|敢|再|去|提供|给)?(?:对|就|向|以|用|为)?(?:您|客户|学员|顾客|大家|任何人|消费者)?(?:承诺|保证|包(?!邮)|宣称|宣传|声称|说|讲|写|提|喊|标|信|相信|轻信|听信|迷信|卖|售|做|搞|碰|涉及|使用|出现|含有?|构成|代表|等于|等同|意味着?|存在|支持|提供|推荐|推|收|接|许诺|打包票|敢说|算|谈|玩|吹|用|追求|提倡|鼓励|参与|代办|办理|办|发|加|要求|强制|搭售|捆绑|评价|贬低|替代|代替|作为|加入|添加)[^，。！？；]{0,10}$/

/** A denial inside the claim: 糖尿病不能治愈. */
const within = /不能(?!错过)|不会(?:让|使|有|治|降|涨|产生|带来|导致|自己|帮|保)|不可能|并不|无法(?!抗拒|阻挡)|不得|不可以|不是(?!梦|问题|事|吹|说)|没办法|不等于|不代表|未必|不1定/

/** Words that show a text speaks about such claims, not with them. */
const warning = /谨防|警惕|当心|谁(?:跟|和|对)?[你您]?(?:说|承诺|宣称)|(?:别|不|勿|莫)(?:要|能)?(?:指望|幻想|奢望|妄想)|心理安慰|(?<!不用|不必)小心(?!心|翼)|防骗|(?<!不是|不当)骗子|骗局|陷阱|上当|(?:别|勿|不要|切勿|不能|不可|莫)(?:再)?(?:轻易)?(?:相|轻|听|迷)?信(?!不信|别家|其他)|不轻信|别被|辟谣|谣言|(?:请|可|记得|欢迎|直接|可以|应|务必|向<?[^，。]{0,8})(?:举报|投诉)|(?:举报|投诉)(?:电话|热线|渠道|平台|邮箱|到|给|他|它|这)|去举报|12315|12377|96110|反诈|不可信|涉嫌|(?:属于?|是|都是|构成)(?:违法|违规|虚假)|违[法规](?:广告|宣传|行为|用语|内容|表述|的)|虚假宣传|虚假广告|禁用词|违禁词|敏感词|极限词|(?:不能|不许|不准|不可|不得|禁止|别|不要)(?:这么|这样)?(?:写|说|用|使用|出现|含有|标注|打|宣传|承诺)|合规培训|内训|审核要点|广告法|(?:会|被|要|可)(?:罚|处罚)|罚款|避坑|误区|伪科学|拒绝购买|(?:这类|这种|此类|类似|所有|凡是)[^，。]{0,8}(?:说法|话术|广告|宣传|承诺|项目|产品|机构|课程)|忽悠|所谓的?|冒充|诈骗|传销/

/** A quoted claim with a verb of hearing or refusing before it. */
const reported = /(?:说|讲|写|宣称|声称|号称|打着|标榜|看到|听到|遇到|碰到|见到|问|所谓|信|信奉|吹嘘|承诺|喊|广告语|宣传|打出|推销|类似|如|像|比如|例如|等|卖|做|标|提|叫|禁止|不得|拒绝)[^，。！？；]{0,8}$/

const doubting = /^”?(?:的|等|这类|这种|之类|1类)?(?:说法|话术|宣传|广告|字样|字眼|词|用语|承诺|表述|口号|骗局|套路|噱头|谎言|商家|机构|产品|消息|传言|谣言)|^”?[^。！？；]{0,8}(?:都是骗|是骗|是假|不可信|别信|不靠谱|不存在|是违法|是违规|不合规|不真实|没有依据|不科学|是误区|请举报|请拨|打头|要谨慎|要警惕|先问|先看|多半|的人都是|都不要|都别)/

const insideQuotes = (sentence: Sentence): boolean => {
  const open = sentence.before.lastIndexOf('“')
  if (open < 0 || sentence.before.indexOf('”', open) >= 0) return false
  const close = sentence.after.indexOf('”')
  return close >= 0 && sentence.after.lastIndexOf('“', close) < 0
}

const isRefused = (text: string): boolean => [bare, denied, nobody].some((expression) => expression.test(clauseBefore(text)))

/** The claim is reported with disapproval: quoted and doubted. `text` is the whole folded text. */
export const isReported = (sentence: Sentence, text: string): boolean => {
  if (text.includes('”') && insideQuotes(sentence)) {
    const lead = sentence.before.slice(0, sentence.before.lastIndexOf('“'))
    if (isRefused(lead) || isWarning(text) || doubting.test(sentence.after)) return true
    if (reported.test(lead) && /？$/.test(sentence.after)) return true
  }
  return doubting.test(sentence.after)
}

/** The sentence speaks about such claims and warns of them. Costly: callers ask once per sentence. */
export const isWarning = (sentence: string): boolean => warning.test(sentence)

/** The claim is denied: 我们不承诺 ..., ... 不能治愈. */
export const isDenied = (sentence: Sentence): boolean => isRefused(sentence.before) || within.test(sentence.hit)
