import type { Sentence } from '../../kernel/sentence.ts'

/** How a customer's data came in. */
export const sources = {
  form: { zh: '线上表单', en: 'Online form' },
  store: { zh: '门店', en: 'Shop' },
  phone: { zh: '电话', en: 'Telephone' },
  'online-shop': { zh: '网店订单', en: 'Online shop' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  event: { zh: '线下活动', en: 'Event' },
  partner: { zh: '合作方', en: 'Partner' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Sentence>

export type Source = keyof typeof sources

/** By what right the data are here (个人信息保护法第十三条第一款第一、二、三项). */
export const bases = {
  consent: { zh: '本人同意', en: 'Consent' },
  contract: { zh: '订立、履行合同所必需', en: 'Needed for a contract' },
  'legal-duty': { zh: '履行法定职责或义务所必需', en: 'Needed for a legal duty' },
} as const satisfies Record<string, Sentence>

export type Basis = keyof typeof bases

/** Why the law demands keeping, with the place where it says so. */
export const keepings = {
  transaction: { zh: '商品和服务信息、交易信息（电子商务法第三十一条，不少于三年）', en: 'Transactions (E-Commerce Law, article 31: three years)' },
  accounting: { zh: '会计资料（会计法第二十三条）', en: 'Accounting records (Accounting Law, article 23)' },
  dispute: { zh: '争议尚未了结（民法典诉讼时效）', en: 'A dispute that is not settled (Civil Code, limitation)' },
} as const satisfies Record<string, Sentence>

export type Keeping = keyof typeof keepings

/** The keys of a list, for a schema. */
export const keysOf = <Key extends string>(list: Readonly<Record<Key, unknown>>): [Key, ...Key[]] => Object.keys(list) as [Key, ...Key[]]
