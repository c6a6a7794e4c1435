import * as fc from 'fast-check'
import writeExcelFile from 'write-excel-file/node'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { hire } from '../../../../test/hire.ts'
import { readSheet } from '../../../kernel/files/read-workbook.ts'
import { workbookOf } from '../../../kernel/files/workbook.ts'
import { startAccountHouse } from '../accounts.fixture.ts'
import { accountColumns, type AccountRow } from './account-sheet.ts'
import { readRows } from './read-rows.ts'

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const headings = accountColumns.map(({ header }) => header)
const fileOf = async (rows: readonly Partial<Record<string, string>>[], sheet = '账号'): Promise<string> =>
  base64(
    await writeExcelFile(
      [headings, ...rows.map((row) => headings.map((header) => row[header] ?? ''))].map((cells) =>
        cells.map((value) => ({ value, type: String })),
      ),
      { sheet },
    ).toBuffer(),
  )

describe('the sheet of accounts', () => {
  const text = fc.oneof(
    fc.stringMatching(/^['=+@-]{0,2}[一-龥A-Za-z0-9=+@'-]{1,20}$/),
    fc.constantFrom('valueOf', "'toString", '__proto__', "''=1", "'"),
  )
  const some: AccountRow = {
    id: '018f0000-0000-7000-8000-000000000001', platform: 'weibo', name: '@青禾', platformId: '=1+1', department: '市场部', owner: '林晓',
    standIn: null, core: true, verifiedSubject: null, verificationExpiresOn: '2027-06-30', recoveryPhone: '138****5678',
    recoveryMail: null, factors: ['sms', 'passkey'], state: 'closed',
  }

  it('is read as it was written, whatever the texts begin with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record({ name: text, platformId: fc.option(text), owner: text }), async (change) => {
        const row = { ...some, ...change }
        const sheet = await readSheet(await workbookOf('账号', accountColumns, [row]), '账号')
        if (typeof sheet === 'string') throw new Error(sheet)
        expect(readRows(sheet)).toEqual({ rows: [{ ...row, row: 2 }], faults: [] })
      }),
      { numRuns: 40 },
    )
  })
})

describe.each(testDatabases())('import and export of the register on $name (ACC-1)', async ({ name: database }) => {
  const house = await startAccountHouse({ database })
  const { app, administrator, people } = house
  const check = (file: string) => app.call('accounts.check-import', { base64: file }, administrator)
  const take = (file: string) => app.call('accounts.import', { base64: file }, administrator)
  const exported = async () => (await app.call('accounts.export-accounts', {}, administrator)).base64
  const state = async () => ({
    accounts: (await app.call('accounts.list-accounts', { pageSize: 100 }, administrator)).items,
    entries: (await app.db.selectFrom('ledger_entry').select('id').where('type', 'like', 'account.%').execute()).length,
  })
  const good = { 平台: '微博', 账号名称: '@青禾茶饮', 部门: '市场部', 责任人: '运营', 是否核心: '否' }

  it('takes new accounts, with recovery contacts sealed', async () => {
    const file = await fileOf([
      { ...good, 平台账号: 'qinghe', 备岗人: '运营二', 找回手机: '13812345678', 找回邮箱: 'zhang.san@example.com', 已开启的验证方式: '短信验证码、登录设备锁' },
      { ...good, 平台: 'douyin', 账号名称: '青禾旗舰店', 认证主体: '杭州青禾茶饮有限公司', 认证到期日: '2027-06-30', 是否核心: '是' },
    ])
    expect(await check(file)).toMatchObject({ added: 2, changed: 0, unchanged: 0, faultCount: 0, errorSheet: null })
    expect((await state()).accounts).toEqual([])
    expect(await take(file)).toEqual({ added: 2, changed: 0, unchanged: 0 })
    const [weibo] = (await state()).accounts
    expect(await house.view(weibo?.id ?? '')).toMatchObject({
      name: '@青禾茶饮',
      standIn: { name: '运营二' },
      recoveryPhone: '138****5678',
      factors: ['sms', 'device-lock'],
    })
  })

  it('comes back the same: what was exported changes nothing when it is imported', async () => {
    const file = await exported()
    expect(await check(file)).toMatchObject({ added: 0, changed: 0, unchanged: 2, faultCount: 0 })
    const before = await state()
    await take(file)
    expect(await state()).toEqual(before)
    expect(await exported()).toHaveLength(file.length)
  })

  it('names nobody in full: the export shows contacts masked', async () => {
    const sheet = await readSheet(Buffer.from(await exported(), 'base64'), '账号')
    const all = JSON.stringify(sheet)
    expect(all).toContain('138****5678')
    expect(all).not.toContain('13812345678')
    expect(all).not.toContain('zhang.san@example.com')
  })

  it('changes what is another, and nothing that is masked', async () => {
    const sheet = await readSheet(Buffer.from(await exported(), 'base64'), '账号')
    if (typeof sheet === 'string') throw new Error(sheet)
    const rows = sheet.rows.map(({ cells }) => Object.fromEntries(headings.map((header, at) => [header, cells[at] ?? ''])))
    const file = await fileOf(rows.map((row) => ({ ...row, 责任人: '部门负责人' })))
    expect(await check(file)).toMatchObject({ changed: 2, faultCount: 0 })
    await take(file)
    const [weibo] = (await state()).accounts
    expect(weibo?.owner.id).toBe(people.head)
    expect(await house.view(weibo?.id ?? '')).toMatchObject({ recoveryPhone: '138****5678', factors: ['sms', 'device-lock'] })
  })

  it('names every fault by row and column, also as a sheet, and then imports nothing', async () => {
    const [weibo] = (await state()).accounts
    const file = await fileOf([
      { ...good, 账号名称: '好的一行' },
      { ...good, 平台: '火星', 账号名称: '' },
      { ...good, 部门: '没有的部门', 责任人: '谁', 备岗人: '运营' },
      { ...good, 备岗人: '运营', 找回手机: '123', 认证到期日: '明年' },
      { ...good, 平台账号: 'qinghe' },
      { ...good, 编号: '018f0000-0000-7000-8000-000000000009' },
      { ...good, 编号: weibo?.id ?? '', 平台账号: 'qinghe', 找回手机: '139****0000' },
      { ...good, 备岗人: '运营' },
    ])
    const before = await state()
    const answer = await check(file)
    expect(answer.faults.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '3 平台', '3 账号名称', '4 部门', '4 责任人', '5 认证到期日', '5 找回手机', '6 平台账号', '7 编号', '8 平台账号', '8 找回手机', '9 备岗人',
    ])
    const sheet = await readSheet(Buffer.from(answer.errorSheet ?? '', 'base64'), '错误清单')
    if (typeof sheet === 'string') throw new Error(sheet)
    expect(sheet.rows).toHaveLength(answer.faultCount)
    await expect(take(file)).rejects.toMatchObject({ code: 'accounts.import-faulty', params: { count: 11 } })
    expect(await state()).toEqual(before)
  })

  it('asks for the sign-in name where two people have one name', async () => {
    await hire(app, { name: '运营', department: '市场部', posts: ['operations'] })
    const one = await fileOf([{ ...good, 责任人: '运营' }])
    expect((await check(one)).faults).toMatchObject([{ column: '责任人', todo: '改填登录名' }])
    expect(await check(await fileOf([{ ...good, 责任人: people.operator }]))).toMatchObject({ added: 1, faultCount: 0 })
    expect(await check(await exported())).toMatchObject({ unchanged: 2, faultCount: 0 })
  })

  it.each([
    ['no workbook', async () => base64(Buffer.from('编号,平台'))],
    ['a zip of something else', async () => base64(zipSync({ 'a.txt': new Uint8Array(10) }))],
    ['a zip that unpacks to too much', async () => base64(zipSync({ 'xl/workbook.xml': new Uint8Array(50 * 1024 * 1024) }))],
  ])('refuses %s', async (_, file) => {
    await expect(check(await file())).rejects.toMatchObject({ code: 'accounts.file-unreadable' })
  })

  it('says which columns are missing', async () => {
    const file = base64(await writeExcelFile([[{ value: '平台', type: String }]], { sheet: '账号' }).toBuffer())
    expect((await check(file)).faults.map(({ column }) => column)).toEqual(['账号名称', '部门', '责任人', '是否核心'])
  })

  it('takes five hundred accounts in one transaction, and no more at once', async () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        ...good, 责任人: people.head, 账号名称: `门店号 ${n}`, 平台账号: `shop-${n}`, 找回手机: '13812345678',
      }))
    expect(await take(await fileOf(rows(500)))).toMatchObject({ added: 500 })
    expect(await house.entries('account.imported')).toHaveLength(502)
    const more = check(await fileOf(rows(1001).slice(500)))
    await expect(more).rejects.toMatchObject({ code: 'accounts.import-too-large' })
  })
})
