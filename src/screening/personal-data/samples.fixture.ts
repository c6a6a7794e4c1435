import { identityCheck } from './check-digits.ts'
import type { PersonalKind } from './types.ts'

/** Made-up numbers: the check digits fit, the rest is zeros. Nobody has them. */
export const identity = (first17: string): string => first17 + identityCheck(first17)

const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]

/** Appends the check digit of ISO/IEC 7812-1, worked out here by trying. */
export const card = (digits: string): string => {
  for (let check = 0; check < 10; check++) {
    const whole = `${digits}${check}`
    const total = Array.from(whole)
      .toReversed()
      .reduce((sum, digit, index) => sum + (index % 2 === 0 ? Number(digit) : (doubled[Number(digit)] ?? 0)), 0)
    if (total % 10 === 0) return whole
  }
  throw new Error('no check digit fits')
}

export const id18 = identity('11010119000101000')
export const idWithX = ['000', '001', '002', '003', '004', '005', '006', '007', '008', '009', '010', '011']
  .map((serial) => identity(`33010619491001${serial}`))
  .find((number) => number.endsWith('X')) ?? ''
export const unionPay = card('622200000000000000')
export const visa = card('400000000000000')

const spaced = (digits: string, ...lengths: number[]): string => {
  let at = 0
  return lengths.map((length) => digits.slice(at, (at += length))).join(' ')
}

/** Kind, the text, and the words that must be found in it. */
export const hits: readonly [kind: PersonalKind, text: string, excerpt: string][] = [
  ['mobile', '联系13800000000', '13800000000'],
  ['mobile', '李店长138-0000-0000微信同号', '138-0000-0000'],
  ['mobile', '拨打 138 0000 0000 预约', '138 0000 0000'],
  ['mobile', '+86 13800000000', '+86 13800000000'],
  ['mobile', '电话：+86-138-0000-0000', '+86-138-0000-0000'],
  ['mobile', '电话008613800000000', '008613800000000'],
  ['mobile', '电话8613800000000', '8613800000000'],
  ['mobile', '（+86）13800000000', '（+86）13800000000'],
  ['mobile', '１３８００００００００', '１３８００００００００'],
  ['mobile', '打一三八零零零零零零零零', '一三八零零零零零零零零'],
  ['mobile', '打幺三八〇〇〇〇〇〇〇〇', '幺三八〇〇〇〇〇〇〇〇'],
  ['mobile', '一三八 零零零零 零零零零', '一三八 零零零零 零零零零'],
  ['mobile', '1三8零0零0零0零0', '1三8零0零0零0零0'],
  ['mobile', '①③⑧⓪⓪⓪⓪⓪⓪⓪⓪', '①③⑧⓪⓪⓪⓪⓪⓪⓪⓪'],
  ['mobile', '1 3 8 0 0 0 0 0 0 0 0', '1 3 8 0 0 0 0 0 0 0 0'],
  ['mobile', '1\u200b3800000\u200b000', '1\u200b3800000\u200b000'],
  ['mobile', 'v13800000000', '13800000000'],
  ['mobile', 'Tel:13800000000', '13800000000'],
  ['mobile', '13800000000vx同号', '13800000000'],
  ['mobile', '19200000000', '19200000000'],
  ['mobile', '16600000000', '16600000000'],
  ['mobile', 'https://example.com/?phone=13800000000', '13800000000'],
  ['mobile', '张三13800000000', '13800000000'],
  ['mobile', '138，0000，0000', '138，0000，0000'],
  ['mobile', '138/0000/0000', '138/0000/0000'],
  ['mobile', '138_0000_0000', '138_0000_0000'],
  ['mobile', '加我:138o000OO00', '138o000OO00'],
  ['landline', '店里电话0571-80000000', '0571-80000000'],
  ['landline', '（010）60000000', '（010）60000000'],
  ['landline', '020 8000 0000', '020 8000 0000'],
  ['landline', '座机 0898-6600000', '0898-6600000'],
  ['id-card', `身份证号：${id18}`, id18],
  ['id-card', idWithX, idWithX],
  ['id-card', idWithX.toLowerCase(), idWithX.toLowerCase()],
  ['id-card', spaced(id18, 6, 8, 4), spaced(id18, 6, 8, 4)],
  ['id-card', spaced(id18, 6, 4, 4, 4), spaced(id18, 6, 4, 4, 4)],
  ['id-card', '身份证号码110101490101000', '110101490101000'],
  ['id-card', '身份证 110101190001010000', '110101190001010000'],
  ['bank-card', `卡号${unionPay}`, unionPay],
  ['bank-card', spaced(unionPay, 4, 4, 4, 4, 3), spaced(unionPay, 4, 4, 4, 4, 3)],
  ['bank-card', `信用卡：${visa}`, visa],
  ['bank-card', spaced(visa, 4, 4, 4, 4), spaced(visa, 4, 4, 4, 4)],
  ['email', '写信到 zhang.san@example.com。', 'zhang.san@example.com'],
  ['email', '邮箱100000＠qq.com', '100000＠qq.com'],
  ['email', '13800000000@139.com', '13800000000@139.com'],
  ['passport', '护照号：E00000000', 'E00000000'],
  ['passport', '护照EA0000000', 'EA0000000'],
  ['passport', '港澳通行证C00000000', 'C00000000'],
  ['plate', '车牌京A00000', '京A00000'],
  ['plate', '浙A·D00000停在门口', '浙A·D00000'],
  ['plate', '粤B 00000D', '粤B 00000D'],
  ['plate', '一辆沪C0000挂', '沪C0000挂'],
  ['wechat', '微信号：qinghe_0000', 'qinghe_0000'],
  ['wechat', '加VX abc00000', 'abc00000'],
  ['wechat', '来找 wxid_0000000000abcd', 'wxid_0000000000abcd'],
  ['wechat', '微信：abcdefgh', 'abcdefgh'],
  ['qq', 'QQ：100000', '100000'],
  ['qq', '扣扣号100000000', '100000000'],
  ['address', '收货地址：浙江省杭州市西湖区文三路0号', '浙江省杭州市西湖区文三路0号'],
  ['address', '家住朝阳区幸福里3号楼2单元501室', '朝阳区幸福里3号楼2单元501室'],
  ['address', '他家在，北京市海淀区学院路00号院1号楼101室，请按铃', '北京市海淀区学院路00号院1号楼101室'],
  ['name', '收货人：张三', '张三'],
  ['name', '联系人: 欧阳小明，电话见后', '欧阳小明'],
  ['name', '姓名：阿依古丽·买买提', '阿依古丽·买买提'],
  ['name', '姓名：张三先生', '张三'],
]

/** Texts in which nothing may be found. */
export const misses: readonly [why: string, text: string][] = [
  ['a hotline', '全国统一服务热线400-000-0000'],
  ['a hotline of a bank', '请致电95588'],
  ['a public number', '请拨打12315举报'],
  ['a number masked already', '尾号138****0000'],
  ['part of a longer number', '138000000001234'],
  ['part of a longer number in groups', '138 0000 0000 1234'],
  ['a share', '0.13800000000'],
  ['an order', '订单号13800000000'],
  ['a product code', 'SN13800000000X'],
  ['an amount', '投入13800000000元'],
  ['an unassigned prefix', '12800000000'],
  ['a date and a time', '2026-06-01 12:00:00至2026-06-30 23:59'],
  ['a standard', '执行标准GB/T 14456.1-2017，GB 5009.3'],
  ['a unified social credit code', '统一社会信用代码91330100MA00000000'],
  ['a unified social credit code of digits', '统一社会信用代码913301000000000000'],
  ['an identity number whose check digit is wrong', '110101190001010000'],
  ['an identity number with an impossible date', identity('11010119000231000')],
  ['an identity number of no region', identity('99010119000101000')],
  ['a number that Luhn refuses', `卡号${unionPay.slice(0, -1)}${(Number(unionPay.at(-1)) + 1) % 10}`],
  ['a long order number', `订单编号：${unionPay}`],
  ['a mailbox of an office', '合作请发 service@example.com'],
  ['a product code like a passport', '型号E00000000'],
  ['a new model', '全新A12345上市'],
  ['an official account', '微信公众号：qinghe_life'],
  ['a group', 'QQ群：100000000'],
  ['an English word after 微信', '微信 wechat mini program'],
  ['the address of a shop', '门店地址：杭州市西湖区文三路0号'],
  ['a road', '沿着文三路走到头'],
  ['a label without a name', '姓名：______ 电话：______'],
  ['a title', '联系人：王经理'],
  ['a title behind a compound surname', '联系人：欧阳经理'],
  ['a short title', '联系人：王总'],
  ['a name without a label', '张三说过的话'],
  ['a year in numerals', '二〇二六年十一月二十三日'],
  ['a list of prices', '价格138,1500,2600,9800元'],
  ['dates', '2026/11/11，2026/12/12'],
  ['amounts', '营收138,000,000元，利润13,800,000元'],
  ['a price list', '1 2 3 4 5 6 7 8 9 10 11 12'],
  ['a drug approval', '国药准字Z00000000'],
]
