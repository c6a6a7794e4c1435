import { type FieldKind, fieldKinds, kindNames } from '../fields/kinds.ts'

/** Which kind each column holds; null for one that is left out. */
export type Columns = readonly (FieldKind | null)[]

/** How columns are called, besides the titles of the kinds: in shops, forms, platforms and exports. */
const synonyms: Readonly<Record<FieldKind, readonly string[]>> = {
  name: ['姓名', '名字', '客户姓名', '客户名称', '客户', '会员姓名', '联系人', '收货人', '收件人', '真实姓名', 'name', 'fullname', 'customername', 'contact'],
  mobile: ['手机', '手机号', '手机号码', '移动电话', '联系电话', '联系方式', '电话', '电话号码', '收货人手机', '收件人手机', '会员手机', 'mobile', 'mobilephone', 'phone', 'phonenumber', 'cellphone', 'tel'],
  landline: ['固定电话', '座机', '固话', '座机号', '办公电话', '家庭电话', 'landline', 'telephone', 'officephone', 'homephone'],
  email: ['邮箱', '电子邮箱', '电子邮件', '邮件', '邮箱地址', 'email', 'mail', 'emailaddress'],
  wechat: ['微信', '微信号', '微信账号', 'wechat', 'wechatid', 'weixin'],
  'wecom-id': ['企业微信客户id', '外部联系人id', '企微客户id', 'externaluserid', 'wecomid', 'wecomexternalid'],
  address: ['地址', '收货地址', '收件地址', '联系地址', '家庭住址', '住址', '详细地址', 'address', 'shippingaddress', 'homeaddress'],
  birthday: ['生日', '出生日期', '出生年月日', '出生年月', 'birthday', 'birthdate', 'dateofbirth', 'dob'],
  plate: ['车牌', '车牌号', '车牌号码', 'plate', 'licenceplate', 'licenseplate', 'platenumber'],
  'id-card': ['身份证', '身份证号', '身份证号码', '公民身份号码', '证件号', '证件号码', 'idcard', 'idnumber', 'identitynumber', 'idcardnumber'],
  'bank-card': ['银行卡', '银行卡号', '卡号', '银行账号', 'bankcard', 'bankcardnumber', 'cardnumber', 'bankaccount'],
  note: ['备注', '说明', '备注信息', '客户备注', 'note', 'notes', 'remark', 'remarks', 'comment'],
}

/** Signs, spaces and what is said in brackets tell no name from another. */
const bare = (heading: string): string =>
  heading.normalize('NFKC').toLowerCase().replaceAll(/[(（【[].*?[)）】\]]/g, '').replaceAll(/[\s_\-*:：.·/]/g, '')

const kindsByName = new Map(
  kindNames.flatMap((kind) =>
    [...synonyms[kind], kind, fieldKinds[kind].title.zh, fieldKinds[kind].title.en].map((name) => [bare(name), kind] as const),
  ),
)

/** What the columns probably hold, by their names; the first of two that say the same. */
export const guessColumns = (headings: readonly string[]): Columns => {
  const taken = new Set<FieldKind>()
  return headings.map((heading) => {
    const kind = kindsByName.get(bare(heading))
    if (kind === undefined || taken.has(kind)) return null
    taken.add(kind)
    return kind
  })
}
