import type { Category, Severity } from '../../../screening/types.ts'

/** The words of a file for the values of the program; files may use either. */
export const severityNames: Readonly<Record<Severity, string>> = { block: '禁止', warn: '需判断', note: '留证' }

export const effectNames = { deny: '禁用', allow: '放行' } as const

export const categoryNames: Readonly<Record<Category, string>> = {
  absolute_term: '绝对化用语',
  medical_claim: '医疗功效',
  guarantee_return: '保证承诺',
  false_price: '虚假价格',
  unsubstantiated_data: '数据无出处',
  superstition_discrimination: '迷信歧视',
  state_symbols: '国家象征',
  minors: '未成年人',
  vulgar: '低俗',
  forced_share: '诱导分享',
  disparage: '贬低同行',
  private_contact: '私下联系',
  missing_ad_mark: '未标明广告',
  ip_infringe: '侵犯知识产权',
  prohibited_goods: '禁止推广的商品',
}

/** The program's value for what a cell says; what is neither stays as it is, for the check to refuse. */
export const valueOf = (names: Readonly<Record<string, string>>, text: string): string =>
  Object.entries(names).find(([key, name]) => text === key || text === name)?.[0] ?? text
