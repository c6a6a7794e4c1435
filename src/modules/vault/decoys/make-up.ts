import { randomInt } from 'node:crypto'
import { addDays } from '../../../kernel/calendar/beijing-time.ts'
import type { Field } from '../fields/input.ts'
import type { FieldKind } from '../fields/kinds.ts'

/** Draws a whole number from 0 to below `below`. */
export type Draw = (below: number) => number

const byChance: Draw = (below) => randomInt(below)

/** The commonest surnames, as often as they are about. */
const surnames = '王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵黄黄周周吴吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
const givenSigns = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建文雅琪佳怡欣悦梓涵宇轩浩然子睿思远晨阳慧颖雨婷志鹏海燕晓东国庆春梅'
const districts = ['浙江省杭州市拱墅区', '浙江省杭州市滨江区', '浙江省宁波市鄞州区', '江苏省苏州市吴中区', '江苏省南京市建邺区', '上海市闵行区', '上海市嘉定区', '广东省广州市番禺区', '湖北省武汉市洪山区', '四川省成都市武侯区']
const roads = ['文一路', '人民路', '建设路', '中山北路', '学院路', '长江路', '新华路', '和平路', '江南大道', '府前街']

const oneOf = <One>(list: readonly One[] | string, draw: Draw): string => String(list[draw(list.length)])

/** Youngest and oldest, in days. */
const [youngest, oldest] = [20 * 365, 62 * 365]

const made: Readonly<Partial<Record<FieldKind, (draw: Draw, today: string) => string>>> = {
  name: (draw) => oneOf(surnames, draw) + oneOf(givenSigns, draw) + (draw(4) === 0 ? '' : oneOf(givenSigns, draw)),
  address: (draw) => `${oneOf(districts, draw)}${oneOf(roads, draw)}${draw(380) + 1}号${draw(28) + 1}幢${draw(4) + 1}单元${(draw(17) + 1) * 100 + draw(4) + 1}室`,
  birthday: (draw, today) => addDays(today, -(youngest + draw(oldest - youngest))),
}

/** Kinds that can be made up without hitting somebody: no number, no account. */
export const madeUpKinds = Object.keys(made) as readonly FieldKind[]

/**
 * Values of somebody who does not exist. Whatever belongs to one person alone - numbers, accounts, identity - is never made
 * up: it would be somebody's.
 * @param today YYYY-MM-DD
 */
export const madeUp = (kinds: readonly FieldKind[], today: string, draw: Draw = byChance): readonly Field[] =>
  kinds.flatMap((kind) => {
    const value = made[kind]?.(draw, today)
    return value === undefined ? [] : [{ kind, value }]
  })
