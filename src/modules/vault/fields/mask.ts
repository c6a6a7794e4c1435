import type { FieldKind } from './kinds.ts'

const star = '*'

/** Fewer hidden signs than this could be guessed. */
const fewestHidden = 4

/** The first and last signs, and a star for each between. Of a value too short for that, less than half is shown, and no end. */
const ends = (value: string, front: number, back: number): string => {
  const signs = Array.from(value)
  const [first, last] =
    signs.length - front - back >= fewestHidden ? [front, back] : [Math.min(front, Math.floor(signs.length / 2)), 0]
  return [...signs.slice(0, first), star.repeat(signs.length - first - last), ...signs.slice(signs.length - last)].join('')
}

const provinces =
  '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|' +
  '内蒙古|广西|西藏|宁夏|新疆|香港|澳门'

/** No name of a city or district has these: with them a road or a house begins. */
const within = '[^\\d\\s省市区县旗盟路街道巷弄号幢]'

/** Province, city and district, nothing after: a 小区 is no district and a 超市 no city. */
const district = new RegExp(
  `^(?:${provinces})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?` +
    `(?:${within}{1,8}(?<![超集夜菜门])市|${within}{1,10}(?:自治州|盟|地区))?` +
    `(?:${within}{1,8}(?<![小社校园厂院景住宅舍])区|${within}{1,10}[县旗]|${within}{1,8}(?<![超集夜菜门])市)?`,
)

const masks: Readonly<Record<FieldKind, (value: string) => string>> = {
  name: (value) => {
    const [first = '', ...rest] = Array.from(value)
    return rest.length === 0 ? star : first + star.repeat(Math.min(rest.length, 3))
  },
  mobile: (value) => ends(value, 3, 4),
  landline: (value) => ends(value, 4, 2),
  email: (value) => {
    const at = value.lastIndexOf('@')
    return at < 2 ? `***${value.slice(Math.max(0, at))}` : `${value.slice(0, 1)}***${value.slice(at)}`
  },
  wechat: (value) => ends(value, 2, 1),
  'wecom-id': (value) => ends(value, 2, 2),
  address: (value) => `${district.exec(value)?.[0] ?? ''}****`,
  birthday: (value) => `${value.slice(0, 3)}*-**-**`,
  plate: (value) => ends(value, 2, 1),
  'id-card': (value) => ends(value, 3, 4),
  'bank-card': (value) =>
    `${value.slice(0, 4)} ${star.repeat(Math.max(0, value.length - 8))} ${value.slice(-4)}`.replaceAll(/(\*{4})(?=\*)/g, '$1 '),
  note: () => '****',
}

/**
 * What of a normalised value is shown to whoever may not open it: enough to tell two customers apart, as on a bank
 * statement. 138****1234, 张*, 330***********1234, 6222 **** **** 1234, z***@example.com, an address down to its district.
 */
export const masked = (kind: FieldKind, value: string): string => masks[kind](value)
