import type { Sentence } from './sentence.ts'
import { clauseBefore } from './sentence.ts'

/**
 * Decides whether a text denies, forbids, quotes or warns of a claim instead of making it. Expressions are over folded
 * text, in which 一 is written 1 and 零 is written 0.
 */

/** A bare denial stands directly before the claim: 不治痘, 没有任何保健食品能治病. */
const bare = /(?:不|没|未|非|无法|无需|别|勿|莫|禁止|不得|不可|不能|不会|不是|并非|绝非|从不|没有|杜绝|拒绝|严禁|谢绝|不要|不准|不许|难以)(?:再|去|被|做|搞|是|能|会|可|有|任何|所谓的?|什么|把|将|靠|用来|用于|为了)?[“]?$/

/** A denied verb of saying or doing, then the claim a little later in the same clause: 我们不承诺 ... */
const denied = /(?:不|没有?|从未|未|绝不|勿|禁止|不得|不可|不能|不会|别|拒绝|无法|谁也不能|没人敢?|不敢|不再|不曾|严禁|谢绝|请勿|切勿|避免|杜绝|反对|抵制|停止)(?:要|可|能|会|敢|再|去|提供|给)?(?:对|就|向|以|用|为)?(?:您|客户|学员|顾客|大家|任何人|消费者)?(?:承诺|保证|宣称|宣传|声称|说|讲|写|提|喊|标|信|相信|轻信|听信|迷信|卖|售|做|搞|碰|涉及|使用|出现|含有?|构成|代表|等于|等同|意味着?|存在|支持|提供|推荐|推|收|接|许诺|打包票|敢说|算|谈|玩|吹|用|追求|提倡|鼓励|参与|代办|办理|办|发|加|要求|强制|搭售|捆绑|评价|贬低|替代|代替|作为|加入|添加)[^，。！？；]{0,10}$/

/** Words that show a text speaks about such claims, not with them. */
const warning = /谨防|警惕|当心|小心|防骗|骗子|骗局|陷阱|上当|别信|勿信|不要信|不要相信|切勿相信|别轻信|勿轻信|不要轻信|切勿轻信|不轻信|别被|辟谣|谣言|举报|投诉|12315|12377|96110|反诈|不可信|不靠谱|涉嫌|违法|违规|违反|属于虚假|虚假宣传|禁用词|违禁词|敏感词|极限词|不能写|不能说|不得使用|不得出现|不得含有|禁止使用|禁止出现|不许说|不许写|合规培训|审核要点|广告法|被罚|处罚|罚款|曝光|避坑|误区|伪科学|智商税|拒绝购买|说法不|话术|套路|忽悠|所谓的?|冒充|假冒伪劣|诈骗|传销(?:陷阱|骗局)/

/** A quoted claim with a verb of hearing or refusing before it, or of doubting behind it. */
const reported = /(?:说|讲|写|宣称|声称|号称|打着|标榜|看到|听到|遇到|碰到|见到|问|所谓|信|信奉|吹嘘|承诺|喊|广告语|宣传|打出|推销|类似|如|像|比如|例如|等|卖|做|标|提|叫|禁止|不得|拒绝)[^，。！？；]{0,8}$/

const doubting = /^[”]?(?:的|等|这类|这种|之类|1类)?(?:说法|话术|宣传|广告|字样|字眼|词|用语|承诺|表述|口号|骗局|套路|噱头|谎言|商家|机构|产品|消息|传言|谣言)|^[”]?[^。！？；]{0,8}(?:都是骗|是骗|是假|不可信|别信|不靠谱|不存在|是违法|是违规|不合规|不真实|没有依据|不科学|是误区|请举报|请拨|打头|要谨慎|要警惕|先问|先看|多半|的人都是)/

const insideQuotes = (sentence: Sentence): boolean => {
  const open = sentence.before.lastIndexOf('“')
  if (open < 0 || sentence.before.indexOf('”', open) >= 0) return false
  const close = sentence.after.indexOf('”')
  return close >= 0 && sentence.after.lastIndexOf('“', close) < 0
}

/** The claim in `sentence` is denied, or reported with disapproval. `text` is the whole folded text. */
export const isDenied = (sentence: Sentence, text: string): boolean => {
  const clause = clauseBefore(sentence.before)
  if (bare.test(clause) || denied.test(clause)) return true
  const whole = sentence.before + sentence.hit + sentence.after
  if (insideQuotes(sentence)) {
    const lead = sentence.before.slice(0, sentence.before.lastIndexOf('“'))
    if (denied.test(clauseBefore(lead)) || bare.test(clauseBefore(lead))) return true
    if (warning.test(text)) return true
    if (reported.test(lead) && doubting.test(sentence.after)) return true
    if (doubting.test(sentence.after)) return true
  }
  return warning.test(whole)
}
