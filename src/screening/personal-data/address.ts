import type { Candidate } from './types.ts'

const number = '[0-9一二三四五六七八九十百]{1,5}[A-Za-z]?'

/** A road, lane, village or estate, and the numbers behind it down to the room. */
const tail = new RegExp(
  '(?:大道|路|街|巷|弄|胡同|里|村|屯|苑|园|花园|小区|公寓|家园|新城|大厦|广场|中心|社区|坊|组|镇)\\s?' +
    `(?:${number}\\s?-?\\s?(?:号院|号楼|号|弄|栋|幢|座|单元|层|楼|室|房|户|组|队|门|\\b)[之的]?\\s?` +
    '[东西南北]?[区院门]?\\s?){1,6}' +
    `(?:[\\u4e00-\\u9fa5]{2,10}(?:小区|花园|苑|园|公寓|家园|大厦)\\s?` +
    `(?:${number}\\s?-?\\s?(?:号楼|号|栋|幢|座|单元|层|楼|室|房|户|\\b)\\s?){1,5})?`,
  'g',
)

/** How far before the road the province may begin. */
const HEAD_REACH = 40

const saysHome =
  /(?:收[货件]地址|家庭住址|家庭地址|居住地址?|现住址?|住址|户籍地?址?|寄[到往至]|送[到往至]|快递到|联系地址|家住|住在|住)[\s:是在为]{0,3}$/

const saysPlace = /(?:地址|地点|位于|门店|店址|坐落|在)[\s:是在为]{0,3}$/

const room = /(?:单元|室|户|房)|[0-9]-[0-9]{1,2}-[0-9]{2,4}/

const han = '[\\u4e00-\\u9fa5]'

/** Province, city, district and town, each where given, and the name of the road. */
const head = new RegExp(
  `(?:${han}{1,8}?(?:省|自治区|特别行政区))?(?:${han}{1,7}?(?:市|州|盟|地区))?(?:${han}{1,7}?(?:区|县|旗|市))?` +
    `(?:${han}{1,7}?(?:街道|镇|乡))?[\\u4e00-\\u9fa5A-Za-z0-9]{1,8}$`,
)

const lead =
  /^.*(?:地址|住址|家住|住在|寄[到往至]|送[到往至]|快递到|位于|[\s:，。！？；,;!?()“”"、|]|[\u4e00-\u9fa5]住|在)/s

/** Start of the address whose road ends before `at`. */
const startOf = (text: string, at: number): number => {
  const from = Math.max(0, at - HEAD_REACH)
  const slice = text.slice(from, at)
  const begin = lead.exec(slice)?.[0].length ?? 0
  const match = head.exec(slice.slice(begin))
  return match === null ? at : from + begin + match.index
}

/**
 * Addresses at which a person lives: down to the room, or called a home or a delivery address by the text. The address
 * of a shop down to the house number is nobody's.
 */
export const findAddresses = (text: string): Candidate[] => {
  const found: Candidate[] = []
  let free = 0
  for (const match of text.matchAll(tail)) {
    const start = Math.max(free, startOf(text, match.index))
    const before = text.slice(Math.max(0, start - 12), start)
    const isHome = saysHome.test(before)
    if (!isHome && (!room.test(match[0]) || saysPlace.test(before))) continue
    const end = match.index + match[0].trimEnd().length
    free = end
    found.push({ kind: 'address', start, end, confidence: isHome ? 'likely' : 'possible' })
  }
  return found
}
