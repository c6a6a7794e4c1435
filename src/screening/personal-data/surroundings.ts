/** How far words before and behind a number are looked at, in plain units. */
const REACH = 16

const phoneWords = new RegExp(
  '(?:电话|手机|座机|热线|致电|拨打|来电|联系|咨询|预约|号码|微信|同号|tel|phone|mobile|mob|cell|call|vx|wx|t|m|☎)' +
    '[号码是为方式]{0,3}[\\s:()\\-|/.]{0,4}(?:\\+?0{0,2}86[\\s\\-)]{0,2})?$',
  'i',
)

const otherNumbers = new RegExp(
  '(?:单号|订单|编号|编码|货号|型号|条码|条形码|二维码|运单|物流|快递|序列|款号|流水|批号|批次|文号|备案|许可证|证书|' +
    '执照|专利|标准|版权|商品|产品|税号|信用代码|版本|isbn|issn|sku|s/?n|no|uid)[号码]{0,2}[\\s:#.是为]{0,3}$',
  'i',
)

const identityWords = /(?:身份证|证件|公民身份|身份号码|id\s?card|idno)[号码]{0,2}[\s:(是为]{0,3}$/i

const bankWords =
  /(?:银行|卡号|储蓄卡|借记卡|信用卡|账号|账户|帐号|帐户|收款|打款|汇款|转账|开户行?|card)[卡号码]{0,3}[\s:(是为到至]{0,3}$/i

const travelWords = /(?:护照|通行证|passport|台胞证|回乡证)[号码]{0,2}(?:no\.?)?[\s:(是为]{0,3}$/i

/** Words that stand right before a number and say what it is. */
export const wordsBefore = { phoneWords, otherNumbers, identityWords, bankWords, travelWords }

/** Up to 16 plain units before `start`. */
export const textBefore = (text: string, start: number): string => text.slice(Math.max(0, start - REACH), start)

const phoneLetters = /(?:^|[^a-z])(?:tel|phone|mobile|mob|cell|vx|wx|v|t|m|qq)$/i

const isLatin = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)

/** Whether the range is cut out of a longer code: a letter or an underscore touches it, or a decimal point. */
export const isPartOfCode = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1)
  const after = text.charCodeAt(end)
  if (before === 0x5f || after === 0x5f) return true
  if (isLatin(before) && !phoneLetters.test(text.slice(Math.max(0, start - 7), start))) return true
  if (isLatin(after) && !/^(?:vx|wx|v|qq|wechat)(?![a-z])/i.test(text.slice(end, end + 7))) return true
  // 0.13800138000 is a share, /p/13800138000 an address.
  return /[0-9a-z][./]$/i.test(text.slice(Math.max(0, start - 2), start))
}

const units = /^\s?(?:[元万亿人次条个件吨%粒张]|美元|位数)/

/** An amount or an ordinal: ￥ or # before it, or a unit behind it. */
export const isAmount = (text: string, start: number, end: number): boolean =>
  /[￥¥$€#]\s?$/.test(text.slice(Math.max(0, start - 2), start)) || units.test(text.slice(end, end + 4))
