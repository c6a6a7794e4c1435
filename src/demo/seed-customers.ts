import type { InputOf, OutputOf } from '../client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Operations } from '../main.ts'
import { customersOf } from './customers.ts'

type CustomerTools = {
  call: <Name extends Operations['name']>(
    actor: Actor,
    name: Name,
    input: InputOf<Operations, Name>,
  ) => Promise<OutputOf<Operations, Name>>
  as: (loginName: string) => Promise<Actor>
  now: () => Date
  wait: (minutes: number) => void
  runJobs: () => Promise<void>
}

/** Weeks ago a list was taken out for a campaign, downloaded and destroyed. */
const takeOutOnce = async ({ call, as, wait, runJobs }: CustomerTools): Promise<void> => {
  const service = await as('xuning')
  const { id } = await call(service, 'vault.ask-export', {
    filter: { sources: ['form', 'store'] },
    kinds: ['name', 'mobile', 'address'],
    variant: 'clear',
    format: 'xlsx',
    purpose: 'campaign',
    reason: '夏季新品试饮邀约，名单交门店打印',
  })
  await runJobs()
  wait(10)
  await call(service, 'vault.download-export', { id })
  wait(30)
  await call(service, 'vault.end-export', { id })
}

/** Today one list lies ready, and one waits for legal. */
export const takeOutCustomers = async ({ call, as, runJobs }: Pick<CustomerTools, 'call' | 'as' | 'runJobs'>): Promise<void> => {
  const [service, head] = [await as('xuning'), await as('tangguo')]
  await call(service, 'vault.ask-export', {
    filter: { sources: ['online-shop'] },
    kinds: ['name', 'mobile', 'address'],
    variant: 'clear',
    format: 'xlsx',
    purpose: 'delivery',
    reason: '补寄少发的一批订单',
  })
  await runJobs()
  await call(head, 'vault.ask-export', {
    filter: { sources: ['store'] },
    kinds: ['name', 'id-card'],
    variant: 'clear',
    format: 'csv',
    purpose: 'legal-duty',
    reason: '储值卡实名复核',
  })
}

/** Customer service registers the customers, reads some of them with a reason, and two want to be erased. Gives their ids. */
export const keepCustomers = async (tools: CustomerTools): Promise<readonly string[]> => {
  const { call, as, now, wait } = tools
  const [service, head, legal] = [await as('xuning'), await as('tangguo'), await as('fangzheng')]
  const ids: string[] = []
  for (const customer of customersOf(now().toISOString())) {
    wait(3)
    ids.push((await call(service, 'vault.register-customer', customer)).id)
  }
  const id = (index: number): string => ids[index] ?? ''
  const open = (actor: Actor, index: number, reading: Omit<InputOf<Operations, 'vault.open-fields'>, 'id'>) =>
    call(actor, 'vault.open-fields', { id: id(index), ...reading })
  wait(40)
  await call(service, 'vault.find-customer', { by: 'last-four', kind: 'mobile', value: '0002' })
  await call(service, 'vault.view-customer', { id: id(2) })
  await open(service, 2, { kinds: ['mobile', 'address'], purpose: 'delivery', reason: '订单少发一件，补寄前核对地址' })
  wait(15)
  await open(head, 1, { kinds: ['id-card'], purpose: 'verify', reason: '会员卡挂失，核对身份' })
  await open(service, 29, { kinds: ['mobile'], purpose: 'contact', reason: '回访试饮意见' })
  wait(60)
  const reason = '本人来电要求删除，工单已登记'
  for (const index of [4, 6, 7]) await call(service, 'vault.ask-erasure', { id: id(index), reason })
  // One is gone, one is kept for its order, one waits for the decision.
  for (const index of [4, 6]) await call(legal, 'vault.erase-customer', { id: id(index), reason: '核对无误，同意办理' })
  // Somebody tries numbers one after the other, and has a good reason.
  await tryNumbers(tools, 11)
  wait(30)
  const administrator = await as('wutong')
  const [alert] = (await call(administrator, 'vault.list-readings', { state: 'open' })).items
  if (alert !== undefined) {
    await call(head, 'vault.decide-reading', { id: alert.id, decision: 'harmless', reason: '核对登记簿上的尾号，名单已当面核实', calmDays: 1 })
  }
  wait(60)
  await takeOutOnce(tools)
  return ids
}

/** Now, at the end of the demonstration's month: an unusual reading to decide on, and a decoy that waits for its moment. */
export const watchCustomers = async (tools: CustomerTools): Promise<void> => {
  const administrator = await tools.as('zhoulan')
  const { items } = await tools.call(administrator, 'identity.list-departments', {})
  const departmentId = items.find(({ name }) => name === '客户服务部')?.id ?? ''
  await tools.call(administrator, 'vault.make-decoy', {
    departmentId,
    label: '小程序商城渠道',
    contacts: [{ kind: 'mobile', value: '13800000990' }, { kind: 'email', value: 'shili.990@example.com' }],
    when: 'with-next',
  })
  await tryNumbers(tools, 19)
}

const tryNumbers = async ({ call, as, wait }: CustomerTools, from: number): Promise<void> => {
  const service = await as('xuning')
  wait(1)
  for (let value = from; value < from + 6; value += 1) {
    await call(service, 'vault.find-customer', { by: 'last-four', kind: 'mobile', value: String(value).padStart(4, '0') })
  }
}
