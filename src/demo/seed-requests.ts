import type { InputOf, OutputOf } from '../client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Operations } from '../main.ts'

type RequestTools = {
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

type Entered = InputOf<Operations, 'requests.enter'>

const hour = 3_600_000

const enterer = ({ call, as, now }: RequestTools) => async (
  number: string,
  request: Pick<Entered, 'kind'> & Partial<Omit<Entered, 'kind' | 'receivedAt' | 'contact'>>,
  hoursAgo = 0,
): Promise<string> => {
  const { id } = await call(await as('xuning'), 'requests.enter', {
    source: 'phone',
    reach: null,
    corrections: [],
    text: '',
    proofNote: '回拨登记号码确认',
    ...request,
    receivedAt: new Date(now().getTime() - hoursAgo * hour).toISOString(),
    contact: { kind: 'mobile', value: `138000000${number}` },
  })
  return id
}

/** Without a service for text messages a colleague tells people how their requests stand. */
const tell = async ({ call, as, runJobs }: RequestTools, ids: readonly string[]): Promise<void> => {
  await runJobs()
  const service = await as('xuning')
  for (const id of ids) {
    const { news } = await call(service, 'requests.view', { id })
    for (const one of news.filter(({ state }) => state === 'by-hand')) {
      await call(service, 'requests.note-told', { news: one.id, way: 'phone', note: '回拨登记号码，本人接听' })
    }
  }
}

/** What came in the first days, and was settled. */
export const settleRequests = async (tools: RequestTools): Promise<void> => {
  const { call, as, wait } = tools
  const [service, legal] = [await as('xuning'), await as('fangzheng')]
  const enter = enterer(tools)
  const access = await enter('08', { kind: 'access', text: '想知道门店登记了我的哪些信息' })
  wait(20)
  await call(service, 'requests.take', { id: access })
  await call(service, 'requests.answer-with-copy', { id: access, note: null })
  const objection = await enter('09', { kind: 'object', reach: 'marketing', source: 'visit', proofNote: '到店出示会员卡' })
  wait(30)
  const refused = await enter('12', { kind: 'delete', text: '要求删除会员资料和订单' })
  await call(service, 'requests.take', { id: refused })
  wait(15)
  await call(legal, 'requests.refuse', { id: refused, reason: 'no-ground', note: '会员卡内尚有余额，用完或退款后可再次提出。' })
  await tell(tools, [access, objection, refused])
}

/** What waits today, in every state. */
export const leaveRequestsOpen = async (tools: RequestTools): Promise<void> => {
  const { call, as } = tools
  const service = await as('xuning')
  const enter = enterer(tools)
  const erasure = await enter('13', { kind: 'delete', source: 'letter', text: '来信要求删除会员资料', proofNote: '核对了证件复印件' }, 50)
  await call(service, 'requests.take', { id: erasure })
  await call(service, 'requests.ask-erasure', { id: erasure })
  const correction = await enter(
    '14',
    { kind: 'correct', corrections: [{ holder: 'vault.customers', key: 'address', value: '浙江省杭州市西湖区示例路0号16室' }] },
    26,
  )
  await call(service, 'requests.take', { id: correction })
  const copy = await enter('16', { kind: 'export', source: 'mail', text: '想把会员资料带到别处' }, 20)
  await call(service, 'requests.take', { id: copy })
  await call(service, 'requests.ask-person', { id: copy, question: '请告知副本需要 Excel 还是 PDF' })
  await enter('17', { kind: 'access', source: 'letter', text: '来信询问信息来源', proofNote: null }, 4)
  const withdrawal = await enter('21', { kind: 'withdraw', reach: 'all', source: 'visit', proofNote: '到店出示会员卡' }, 2)
  await tell(tools, [erasure, correction, withdrawal])
}
