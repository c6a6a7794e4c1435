import type { Actor } from '../../../kernel/actor.ts'
import type { TestApp } from '../../../../test/harness.ts'
import type { InputOf } from '../../../client.ts'
import type { Operations } from '../../../main.ts'

type Begin = InputOf<Operations, 'vault.begin-import'>
type Columns = InputOf<Operations, 'vault.check-import'>['columns']

/** What a batch of customers comes with. */
export const batch = (more: Partial<Begin> = {}): Begin => ({
  fileName: '会员名单.csv',
  size: 1,
  source: { kind: 'store', detail: '夏季会员登记' },
  consent: { basis: 'consent', evidence: '会员须知第四版，签收单存档', at: '2026-05-01T10:00:00+08:00', separate: false, guardian: false },
  duplicates: 'fill',
  ...more,
})

/** `n` rows of nobody's data: numbers of zeros, one for each row. */
export const csvOf = (rows: number, { from = 0, heading = '姓名,手机号,电子邮箱,地址' } = {}): Buffer => {
  const lines = Array.from({ length: rows }, (_, index) => {
    const number = String(from + index).padStart(8, '0')
    return `示例客户,138${number},sample${number}@example.com,浙江省杭州市西湖区示例路${number.slice(-4)}号`
  })
  return Buffer.from(`${heading}\n${lines.join('\n')}\n`)
}

/** Uploads a file as the console does. */
export const upload = async (app: TestApp, actor: Actor, bytes: Uint8Array, more: Partial<Begin> = {}, partBytes = 1_500_000) => {
  const { id } = await app.call('vault.begin-import', batch({ size: bytes.length, ...more }), actor)
  for (let at = 0; at < bytes.length; at += partBytes) {
    await app.call('vault.store-import-part', { id, offset: at, base64: Buffer.from(bytes.subarray(at, at + partBytes)).toString('base64') }, actor)
  }
  return { id, ...(await app.call('vault.close-import-upload', { id }, actor)) }
}

/** Uploads and has it checked, with the columns as they are guessed. */
export const checked = async (app: TestApp, actor: Actor, bytes: Uint8Array, more: Partial<Begin> = {}, columns?: Columns) => {
  const { id, guess } = await upload(app, actor, bytes, more)
  await app.call('vault.check-import', { id, columns: columns ?? guess }, actor)
  await app.runJobs()
  return { id, view: await app.call('vault.view-import', { id }, actor) }
}

/** The whole way. */
export const imported = async (app: TestApp, actor: Actor, bytes: Uint8Array, more: Partial<Begin> = {}) => {
  const { id, view } = await checked(app, actor, bytes, more)
  await app.call('vault.confirm-import', { id, ready: view.counts.ready }, actor)
  await app.runJobs()
  return { id, view: await app.call('vault.view-import', { id }, actor) }
}
