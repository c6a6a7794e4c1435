/** Provinces by their short name, with the whole one. */
const provinces: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['北京', '天津', '上海', '重庆'].map((name) => [name, `${name}市`])),
  ...Object.fromEntries(
    ['河北', '山西', '辽宁', '吉林', '黑龙江', '江苏', '浙江', '安徽', '福建', '江西', '山东', '河南', '湖北', '湖南', '广东', '海南', '四川', '贵州', '云南', '陕西', '甘肃', '青海', '台湾'].map(
      (name) => [name, `${name}省`],
    ),
  ),
  内蒙古: '内蒙古自治区',
  广西: '广西壮族自治区',
  西藏: '西藏自治区',
  宁夏: '宁夏回族自治区',
  新疆: '新疆维吾尔自治区',
}

export type Province = { name: string; long: string }

const list: readonly Province[] = Object.entries(provinces).map(([name, long]) => ({ name, long }))

/** The province with which an address begins. */
export const provinceOf = (text: string): Province | null => list.find(({ name }) => text.startsWith(name)) ?? null

/**
 * Where the district ends in what follows the province, or 0; something must follow. Gaps are passed over, so that the
 * place is the same in all writings. 小区 is a house, no district.
 */
export const districtEnd = (rest: string): number => {
  const match = /^(?:\s*[^\s\d区县旗]){2,14}?(?<![小社校园厂院景])\s*[区县旗](?=\s*[^\s区县旗])/.exec(rest)
  return match === null ? 0 : match[0].length
}

/** Where the number of the house ends, or 0; something must follow, and 号楼 is one word. */
export const numberEnd = (rest: string): number => {
  const match = /^[^号]{3,60}?\d\s*号(?=\s*[\dA-Za-z\p{Script=Han}])(?!\s*[楼院线])/u.exec(rest)
  return match === null ? 0 : match[0].length
}

/** Whether the value ends in the number of a room: three or four digits behind a building, with or without 室. */
export const roomAt = (key: string): boolean => /(?:幢|栋|座|单元|号楼)\d{3,4}$/.test(key)

export const familyPatterns = {
  code: /^[a-z2-7]{5}-[a-z2-7]{8}$/,
  email: /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/,
  landline: /^0\d{9,11}$/,
  plate: /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z0-9]{5,6}$/,
  street: /^\p{Script=Han}{2,20}[市区县旗].{2,}[路街道巷弄村镇号]/u,
  wechat: /^[a-z](?=[-_a-z0-9]*[_\d-])[-_a-z0-9]{5,24}$/,
  // A date, a time or a number is none.
  sentence: /^(?=.*\p{Script=Han}.*\p{Script=Han}.*\p{Script=Han}.*\p{Script=Han}.*\p{Script=Han}).{5,500}$/su,
  ending: /[\p{L}\p{N}]$/u,
  name: /^(?:\p{Script=Han}{1,4}|\p{Script=Han}{1,12}·\p{Script=Han}{1,12}|\p{L}[\p{L}'.-]{1,40})$/u,
} as const
