import type { InputOf, OutputOf } from '../client.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Operations } from '../main.ts'

type ImportTools = {
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

type Batch = Pick<InputOf<Operations, 'vault.begin-import'>, 'source' | 'duplicates' | 'fileName'> & { evidence: string }

const checkFile = async ({ call, as, now, wait, runJobs }: ImportTools, { evidence, ...batch }: Batch, rows: readonly string[]): Promise<string> => {
  const service = await as('xuning')
  const bytes = Buffer.from(rows.join('\n'))
  const consent = { basis: 'consent', evidence, at: now().toISOString(), separate: false, guardian: false } as const
  wait(5)
  const { id } = await call(service, 'vault.begin-import', { ...batch, size: bytes.length, consent })
  await call(service, 'vault.store-import-part', { id, offset: 0, base64: bytes.toString('base64') })
  const { guess } = await call(service, 'vault.close-import-upload', { id })
  wait(2)
  await call(service, 'vault.check-import', { id, columns: guess })
  await runJobs()
  return id
}

const number = (index: number): string => `138000001${String(index).padStart(2, '0')}`

/** Customer service brings in the members of a shop that was taken over: a dozen who do not exist. */
export const importMembers = async (tools: ImportTools): Promise<void> => {
  const rows = Array.from({ length: 12 }, (_, index) => `钱示例,${number(index)},浙江省杭州市西湖区示例路0号${index + 1}室`)
  const id = await checkFile(
    tools,
    { fileName: '城西门店会员.csv', source: { kind: 'store', detail: '城西门店会员名册' }, duplicates: 'fill', evidence: '会员须知第四版，纸质签署件存于城西门店' },
    ['姓名,手机号,地址', ...rows],
  )
  tools.wait(6)
  await tools.call(await tools.as('xuning'), 'vault.confirm-import', { id, ready: rows.length })
  await tools.runJobs()
}

/** The sign-ups of a fair wait for somebody to look at what is wrong with them. */
export const leaveImportWaiting = async (tools: ImportTools): Promise<void> => {
  const good = Array.from({ length: 20 }, (_, index) => `孙示例,${number(40 + index)},`)
  const faulty = ['孙示例,1.38E+10,', '孙示例,1380000,', `孙示例,${number(41)},`, '孙示例,13800000190,2016-05-01', '=A2,13800000191,', ',,']
  await checkFile(
    tools,
    { fileName: '春季展会登记.csv', source: { kind: 'event', detail: '春季展会现场登记' }, duplicates: 'refuse', evidence: '展会登记表第一版，现场签字，存于市场部' },
    ['姓名,手机号码,生日', ...good, ...faulty],
  )
}
