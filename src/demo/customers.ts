import type { InputOf } from '../client.ts'
import type { Operations } from '../main.ts'

type NewCustomer = InputOf<Operations, 'vault.register-customer'>
type Source = NewCustomer['source']

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏'

const origins: readonly { source: Source; consent: Pick<NewCustomer['consent'], 'basis' | 'evidence' | 'separate'> }[] = [
  {
    source: { kind: 'form', detail: '夏季新品试饮报名表' },
    consent: { basis: 'consent', evidence: '报名表第二版，勾选记录存于表单后台', separate: false },
  },
  {
    source: { kind: 'store', detail: '会员登记，湖滨门店' },
    consent: { basis: 'consent', evidence: '会员须知第四版，纸质签署件存于门店', separate: true },
  },
  {
    source: { kind: 'online-shop', detail: '小程序商城订单' },
    consent: { basis: 'contract', evidence: '订单的收货与售后所需，见小程序订单后台', separate: false },
  },
  {
    source: { kind: 'wecom', detail: '企业微信会员群' },
    consent: { basis: 'consent', evidence: '入群欢迎语中的告知与同意，第一版', separate: false },
  },
]

/** Check character of an identity number (GB 11643-1999). */
const identityNumber = (front: string): string => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(front[index]), 0)
  return front + ('10X98765432'[sum % 11] ?? '')
}

/**
 * Thirty customers who do not exist: every one is called 示例, born in 1900, reached at numbers of zeros and at example.com.
 * @param consentAt when each agreed
 */
export const customersOf = (consentAt: string): readonly NewCustomer[] =>
  Array.from(surnames, (surname, index): NewCustomer => {
    const origin = origins[index % origins.length] ?? { source: { kind: 'other', detail: '其他' }, consent: { basis: 'consent', evidence: '见登记簿', separate: false } }
    const number = String(index).padStart(2, '0')
    const fields: NewCustomer['fields'] = [
      { kind: 'name', value: `${surname}示例` },
      { kind: 'mobile', value: `138000000${number}` },
      ...(index % 3 === 0 ? [{ kind: 'email' as const, value: `sample${number}@example.com` }] : []),
      ...(origin.source.kind === 'online-shop' ? [{ kind: 'address' as const, value: `浙江省杭州市西湖区示例路0号${index + 1}室` }] : []),
      ...(origin.source.kind === 'wecom' ? [{ kind: 'wechat' as const, value: `shili_${number}` }] : []),
      ...(origin.source.kind === 'store'
        ? [
            { kind: 'birthday' as const, value: '1990-01-01' },
            ...(index % 8 === 1 ? [{ kind: 'id-card' as const, value: identityNumber(`110101190001010${number}`) }] : []),
          ]
        : []),
    ]
    return {
      fields,
      source: origin.source,
      consent: { ...origin.consent, at: consentAt, guardian: false },
      ...(origin.source.kind === 'online-shop' ? { kept: { until: '2029-12-31', for: 'transaction' as const } } : {}),
    }
  })
