import type { Input } from '../../api.ts'
import type { CustomerDetail, CustomerKind } from '../../domain.ts'

export const contactKinds: readonly CustomerKind[] = ['name', 'mobile', 'email', 'wechat', 'address']
export const furtherKinds: readonly CustomerKind[] = [
  'landline',
  'wecom-id',
  'birthday',
  'plate',
  'id-card',
  'bank-card',
  'note',
]

export type Search = Input<'vault.find-customer'>
type ByValue = Extract<Search, { by: 'value' }>['kind']
type ByLastFour = Extract<Search, { by: 'last-four' }>['kind']

/** Kinds by which a customer is found, and those of them whose last four signs are enough. */
export const foundBy: readonly ByValue[] = ['mobile', 'email', 'wechat', 'landline', 'wecom-id', 'plate', 'id-card', 'bank-card']
const byLastFour: readonly ByLastFour[] = ['mobile', 'landline', 'plate', 'id-card', 'bank-card']

/** Four signs are the last four, wherever the kind is found so. */
export const searchOf = (kind: ByValue, value: string): Search => {
  const short = byLastFour.find((one) => one === kind)
  return short !== undefined && /^[0-9A-Za-z]{4}$/.test(value.trim())
    ? { by: 'last-four', kind: short, value }
    : { by: 'value', kind, value }
}

export const sources: readonly CustomerDetail['source']['kind'][] = [
  'form',
  'store',
  'phone',
  'online-shop',
  'wecom',
  'event',
  'partner',
  'other',
]
export const bases: readonly CustomerDetail['consent']['basis'][] = ['consent', 'contract', 'legal-duty']
export const customerStates: readonly CustomerDetail['state'][] = ['active', 'restricted', 'erased']

export type Purpose = Input<'vault.open-fields'>['purpose']
export const purposes: readonly Purpose[] = ['contact', 'delivery', 'after-sales', 'verify', 'subject-request', 'legal-duty']
