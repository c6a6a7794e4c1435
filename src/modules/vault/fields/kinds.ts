import type { Sentence } from '../../../kernel/sentence.ts'

type KindRule = {
  title: Sentence
  /**
   * `sensitive`: a leak endangers person or property (个人信息保护法第二十八条; GB/T 35273-2020, annex B). GB/T 45574-2025
   * lists the number of an identity card no more; it stays here, for annex B does. Of somebody under fourteen, everything is sensitive.
   */
  sensitivity: 'general' | 'sensitive'
  /** Found by its whole value. */
  exact: boolean
  /** Found by its last four signs. */
  lastFour: boolean
  /** Signs, at most. */
  longest: number
}

/** The kinds of personal data that the vault keeps. A customer has one of each at most. */
export const fieldKinds = {
  name: { title: { zh: '姓名', en: 'Name' }, sensitivity: 'general', exact: false, lastFour: false, longest: 60 },
  mobile: { title: { zh: '手机号', en: 'Mobile' }, sensitivity: 'general', exact: true, lastFour: true, longest: 30 },
  landline: { title: { zh: '固定电话', en: 'Landline' }, sensitivity: 'general', exact: true, lastFour: true, longest: 30 },
  email: { title: { zh: '电子邮箱', en: 'E-mail' }, sensitivity: 'general', exact: true, lastFour: false, longest: 254 },
  wechat: { title: { zh: '微信号', en: 'WeChat id' }, sensitivity: 'general', exact: true, lastFour: false, longest: 28 },
  'wecom-id': { title: { zh: '企业微信客户 ID', en: 'WeCom external id' }, sensitivity: 'general', exact: true, lastFour: false, longest: 64 },
  address: { title: { zh: '地址', en: 'Address' }, sensitivity: 'general', exact: false, lastFour: false, longest: 200 },
  birthday: { title: { zh: '出生日期', en: 'Birthday' }, sensitivity: 'general', exact: false, lastFour: false, longest: 10 },
  plate: { title: { zh: '车牌号', en: 'Licence plate' }, sensitivity: 'general', exact: true, lastFour: true, longest: 20 },
  'id-card': { title: { zh: '身份证号', en: 'Identity number' }, sensitivity: 'sensitive', exact: true, lastFour: true, longest: 30 },
  'bank-card': { title: { zh: '银行卡号', en: 'Bank card' }, sensitivity: 'sensitive', exact: true, lastFour: true, longest: 30 },
  // Whatever somebody writes down: it may be anything.
  note: { title: { zh: '备注', en: 'Note' }, sensitivity: 'sensitive', exact: false, lastFour: false, longest: 500 },
} as const satisfies Record<string, KindRule>

export type FieldKind = keyof typeof fieldKinds

export const kindNames = Object.keys(fieldKinds) as [FieldKind, ...FieldKind[]]

type KindThat<Trait extends 'exact' | 'lastFour'> = {
  [Kind in FieldKind]: (typeof fieldKinds)[Kind][Trait] extends true ? Kind : never
}[FieldKind]

const kindsThat = <Trait extends 'exact' | 'lastFour'>(trait: Trait) =>
  kindNames.filter((kind) => fieldKinds[kind][trait]) as [KindThat<Trait>, ...KindThat<Trait>[]]

/** Kinds that are found by their whole value, and by their last four signs. */
export const exactKinds = kindsThat('exact')
export const lastFourKinds = kindsThat('lastFour')

/** Whether a field is sensitive: by its kind, or by whose it is. */
export const isSensitive = (kind: FieldKind, { minor }: { minor: boolean }): boolean =>
  minor || fieldKinds[kind].sensitivity === 'sensitive'
