import type { Addresses, Carrier, CityKey } from './addresses.ts'
import { type Client, computer, phone, type Phone } from './devices.ts'
import type { Dice } from './dice.ts'

/** Where the company sits, and how many of ten people work there. */
const offices: Readonly<Record<CityKey, number>> = { '浙江/杭州': 6, '北京/北京': 2, '广东/广州': 2 }

/** Where people go on business, and where their families live. */
export const businessCities: readonly CityKey[] = [
  '北京/北京', '上海/上海', '广东/广州', '广东/深圳', '浙江/杭州', '四川/成都', '湖北/武汉', '江苏/南京', '陕西/西安', '重庆/重庆', '天津/天津', '江苏/苏州',
  '浙江/宁波', '浙江/金华', '湖南/长沙', '河南/郑州', '安徽/合肥', '山东/济南', '山东/青岛', '福建/厦门', '云南/昆明', '辽宁/沈阳',
]
const homeTowns: readonly CityKey[] = [
  '江西/上饶', '安徽/阜阳', '安徽/安庆', '河南/驻马店', '河南/周口', '江西/赣州', '湖南/衡阳', '湖南/邵阳', '湖北/黄冈', '贵州/毕节', '四川/南充', '浙江/温州',
  '浙江/台州', '江苏/盐城', '山东/临沂', '河北/保定', '广东/梅州', '广西/玉林', '福建/龙岩', '黑龙江/哈尔滨', '陕西/宝鸡', '甘肃/天水', '浙江/绍兴',
]

const carriers = { telecom: 45, unicom: 25, mobile: 30 }

/** A connection: the networks among which its address changes, and how often it does. */
export type Line = { networks: readonly string[]; changes: number; at: string; v6?: readonly string[] }

export type Person = {
  office: CityKey
  homeTown: CityKey
  /** Hour at which work begins, and how far it varies. */
  begins: number
  varies: number
  /** Sign-ins on a working day, from home in the evening, on a day off. */
  perDay: number
  evenings: number
  daysOff: number
  /** First day with the company. */
  joins: number
  officeLines: readonly Line[]
  home: Line
  cell: Line
  carrier: Carrier
  computers: readonly Client[]
  phone: Phone
  app: 'wecom' | 'dingtalk'
  alsoBrowser: boolean
  /** Share of sign-ins by phone. */
  byPhone: number
  /** Business trips a month, share of them abroad. */
  trips: number
  /** Share of sign-ins through a proxy of the person's own. */
  proxied: number
}

/** Carriers send phones through the capital of the province, and now and then through another city. */
export const capitals: Readonly<Record<string, string>> = { 浙江: '杭州', 广东: '广州', 北京: '北京' }

const homeLine = (dice: Dice, addresses: Addresses, city: CityKey): Line => ({
  networks: addresses.pool(dice, dice.weighted(carriers), city, 6), changes: 0.12, at: '',
})

export const newHome = homeLine

export const cellLine = (dice: Dice, addresses: Addresses, carrier: Carrier, city: CityKey): Line => {
  const [province = ''] = city.split('/')
  const capital = `${province}/${capitals[province] ?? ''}`
  return {
    networks: [...addresses.pool(dice, carrier, capital, 10), ...addresses.pool(dice, carrier, city, 2), ...addresses.pool(dice, carrier, province, 2)],
    changes: 0.7,
    at: '',
    v6: addresses.v6(dice, carrier, 6),
  }
}

export const hire = (dice: Dice, addresses: Addresses, officeLines: ReadonlyMap<CityKey, readonly Line[]>, { days, restless }: { days: number; restless: number }): Person => {
  const office = dice.weighted(offices)
  const carrier = dice.weighted<Carrier>({ telecom: 25, unicom: 20, mobile: 55 })
  const [app, alsoBrowser] = [dice.is(0.8) ? 'wecom' as const : 'dingtalk' as const, dice.is(Math.min(1, 0.3 * restless))]
  // Private windows and cleaning programs: a cookie never lasts long.
  const cleans = dice.is(0.08)
  const devices = [computer(dice), ...(dice.is(0.35) ? [computer(dice)] : [])]
  const late = dice.is(0.12)
  return {
    office,
    homeTown: dice.is(0.25) ? office : dice.one(homeTowns),
    begins: late ? dice.around(13.5, 1) : dice.around(8.9, 0.5),
    varies: dice.is(0.2) ? 2 : 0.5,
    perDay: 0.5 + dice.share() * 1.2,
    evenings: dice.share() * dice.share() * 0.5,
    daysOff: dice.share() * dice.share() * 0.5,
    joins: dice.is(0.1) ? 20 + dice.below(days - 40) : 0,
    officeLines: officeLines.get(office) ?? [],
    home: homeLine(dice, addresses, office),
    cell: cellLine(dice, addresses, carrier, office),
    carrier,
    computers: devices.map((client) => ({ ...client, loses: cleans ? 0.3 : client.loses * restless })),
    phone: phone(dice, { app, alsoBrowser }),
    app,
    alsoBrowser,
    byPhone: dice.share() * 0.6,
    trips: (dice.is(0.25) ? 1 + dice.share() * 1.5 : 0.15) * restless,
    proxied: dice.is(0.03 * restless) ? 0.15 : 0,
  }
}

/** Each office has two lines with fixed addresses. */
export const openOffices = (dice: Dice, addresses: Addresses): ReadonlyMap<CityKey, readonly Line[]> =>
  new Map(
    Object.keys(offices).map((city) => [
      city,
      (['telecom', 'unicom'] as const).map((carrier) => ({ networks: addresses.pool(dice, carrier, city, 1), changes: 0, at: '' })),
    ]),
  )
