import type { InputOf } from '../../client.ts'
import type { Operations } from '../../main.ts'
import { hire } from '../../../test/hire.ts'
import type { TestApp } from '../../../test/harness.ts'
import type { FieldKind } from './fields/kinds.ts'

type NewCustomer = InputOf<Operations, 'vault.register-customer'>

/** Nobody's: numbers of zeros whose check digits fit, an address that does not exist. */
export const fictional = {
  name: '测试甲某',
  mobile: '13800000000',
  landline: '010-8000 0000',
  email: 'Zhang.San@Example.com',
  wechat: 'weidun_test01',
  'wecom-id': 'wmTESTTESTTEST0001',
  address: '浙江省杭州市西湖区无名路0号1幢101室',
  birthday: '1990-01-01',
  plate: '浙A00000',
  'id-card': '110101190001010006',
  'bank-card': '6222000000000000004',
  note: '喜欢靠窗的座位',
} as const satisfies Record<FieldKind, string>

/** A customer that may be registered: with source, basis and the consents that its fields need. */
export const newCustomer = (fields: Partial<Record<FieldKind, string>>, more: Partial<NewCustomer> = {}): NewCustomer => ({
  fields: Object.entries(fields).map(([kind, value]) => ({ kind: kind as FieldKind, value })),
  source: { kind: 'form', detail: '夏季试吃报名表' },
  consent: { basis: 'consent', evidence: '报名表第三版，勾选记录见表单后台', at: '2026-05-01T10:00:00+08:00', separate: true, guardian: false },
  ...more,
})

/** Two departments with everybody who has to do with customers. */
export const vaultPeople = async (app: TestApp) => {
  const as = async (name: string, department: string, post: string) => app.as(await hire(app, { name, department, posts: [post] }))
  return {
    service: await as('客服员', '客服部', 'customer-service'),
    head: await as('客服主管', '客服部', 'department-head'),
    operator: await as('运营员', '市场部', 'operations'),
    otherService: await as('另一客服', '市场部', 'customer-service'),
    legal: await as('法务员', '法务部', 'legal'),
    auditor: await as('审计员', '审计部', 'auditor'),
    administrator: await as('管理员', '信息部', 'security-administrator'),
  }
}
