import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../../test/database.ts'
import { startTestApp } from '../../../../../test/harness.ts'
import { workbookOf } from '../../../../kernel/files/workbook.ts'
import { Problem } from '../../../../kernel/errors.ts'
import { vaultPeople } from '../../vault.fixture.ts'
import { cellsOf, madeExport, manyCustomers } from '../exporting.fixture.ts'
import { customerValues } from '../mark/values.fixture.ts'
import { readLeak } from './leak.ts'
import { readLeakedFile } from './read-leaked-file.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe.each(testDatabases())('tracing on $name', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, head, legal, auditor } = await vaultPeople(app)
  const departmentId = service.kind === 'person' ? service.departmentId : ''
  const ids = [...(await manyCustomers(app, departmentId, Array.from({ length: 260 }, (_, seed) => customerValues(seed))))]
  const kinds = ['name', 'mobile', 'email', 'address'] as const
  const contents = new Map<string, readonly (readonly string[])[]>()
  for (const asker of [service, head]) {
    const id = await madeExport(app, asker, { kinds: [...kinds], filter: { ids }, ...(asker === head ? { purpose: 'delivery' } : {}) })
    contents.set(id, cellsOf((await app.call('vault.download-export', { id }, asker)).base64).slice(1))
    app.clock.advance(60_000)
  }
  const [first = '', second = ''] = contents.keys()
  const rowsOf = (id: string) => contents.get(id) ?? []
  const trace = (file: string, actor = legal) => app.call('vault.trace-leak', { base64: file }, actor)

  it('names export, person and time of two that held the same customers, from a workbook saved anew (DAT-4)', async () => {
    const rows = rowsOf(second).slice(0, 200).map((cells) => cells.slice(1, 5)).toSorted((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1))
    const file = await workbookOf('名单', kinds.map((kind, at) => ({ header: kind, width: 12, text: (row: readonly string[]) => row[at] ?? '' })), rows)
    const answer = await trace(file.toString('base64'))
    expect(answer).toMatchObject({ verdict: 'named', rows: 201, compared: 2, named: [{ id: second, askedBy: { name: '客服主管' }, purpose: 'delivery', held: 200, customers: 260 }] })
    expect(answer.named[0]?.certainty).toBeGreaterThan(30)
    expect(answer.named[0]?.downloads).toHaveLength(1)
    expect(answer.alike.map(({ id }) => id)).toEqual([first])
    expect(JSON.stringify(await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'leak.traced').execute())).not.toContain('1380000')
  })

  it('names it from lines that were copied into a chat', async () => {
    const lines = rowsOf(first).slice(0, 200).map((cells) => cells.slice(1, 5).join(' '))
    expect(await trace(base64(lines.join('\n')), auditor)).toMatchObject({ verdict: 'named', named: [{ id: first }] })
  })

  it('names it in the order of the rows alone: numbers, not sorted', async () => {
    const numbers = rowsOf(first).slice(20, 220).map((cells) => cells[2] ?? '')
    const answer = await trace(base64(numbers.join('\n')))
    expect(answer).toMatchObject({ verdict: 'named', named: [{ id: first }] })
    expect(answer.named[0]?.marks.find(({ name }) => name === 'order')).toEqual({ name: 'order', agreed: 100, trials: 100 })
  })

  it('accuses nobody where the customers alone fit, and says who held them', async () => {
    const elsewhere = Array.from({ length: 200 }, (_, seed) => customerValues(seed).map(({ value }) => value).join('\t'))
    expect(await trace(base64(elsewhere.join('\n')))).toMatchObject({ verdict: 'not-enough', named: [], alike: [{ held: 200 }, { held: 200 }] })
  })

  it('finds customers by the number they had then, too', async () => {
    const [id = ''] = ids
    await app.call('vault.update-customer', { id, set: [{ kind: 'mobile', value: '13800000555' }, { kind: 'email', value: 'new@example.com' }] }, service)
    const { alike } = await trace(base64(`${customerValues(0)[1]?.value}\n${'x'.repeat(3)}`))
    expect(alike.map(({ held }) => held)).toEqual([1, 1])
  })

  it('has the limit of a search, since it tells whether a number is known', async () => {
    for (let at = 0; at < 59; at += 1) {
      if (at % 20 === 0) expect((await trace(base64('13800000001'), auditor)).verdict).toBe('not-enough')
      else await trace(base64('x'), auditor)
    }
    await expect(trace(base64('13800000001'), auditor)).rejects.toMatchObject({ reasons: [{ code: 'search.too-many' }] })
  })

  it('is for legal and auditors', async () => {
    for (const actor of [service, head]) await expect(trace(base64('a,b'), actor)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(trace(randomBytes(64).toString('base64'))).rejects.toMatchObject({ code: 'leak.unreadable' })
  })
})

describe('leaked files that are none (DAT-4)', async () => {
  const workbook = await workbookOf('名单', [{ header: 'a', width: 5, text: (row: string) => row }], ['甲', '乙', '丙'])
  const codes = ['leak.empty', 'leak.unreadable', 'leak.too-large']
  /** Reads it, or says what to do about it; nothing else. */
  const outcome = async (bytes: Uint8Array): Promise<string> => {
    try {
      readLeak(await readLeakedFile(bytes))
      return 'read'
    } catch (error) {
      if (error instanceof Problem && codes.includes(error.code)) return error.code
      throw error
    }
  }

  it('answers 200 broken ones with a sentence that says what to do, or reads what is left', async () => {
    const seen = new Map<string, number>()
    for (let at = 0; at < 200; at += 1) {
      const cut = Math.floor((workbook.length * (at % 50)) / 50)
      const changed = Uint8Array.from(workbook, (byte, index) => (index % 97 === at % 97 ? byte ^ 0xff : byte))
      const broken = [
        workbook.subarray(0, cut),
        changed,
        Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), randomBytes(at * 7)]),
        Buffer.concat([Buffer.from('姓名,手机号\n'), randomBytes(30 + at)]),
      ][at % 4]
      const code = await outcome(broken ?? new Uint8Array())
      seen.set(code, (seen.get(code) ?? 0) + 1)
    }
    expect((seen.get('leak.unreadable') ?? 0) + (seen.get('leak.empty') ?? 0)).toBeGreaterThan(150)
  })

  it.each([
    ['nothing', new Uint8Array(), 'leak.empty'],
    ['gaps alone', Buffer.from(' \r\n\t\n'), 'leak.empty'],
    ['NULs', Buffer.from('a\0b'), 'leak.unreadable'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]), 'leak.unreadable'],
    ['a PDF', Buffer.from('%PDF-1.7\n\u0001\u0002'), 'leak.unreadable'],
    ['more than ten megabytes', Buffer.alloc(10 * 1024 * 1024 + 1, 97), 'leak.too-large'],
    ['GB 18030', Buffer.from([0xd6, 0xd0, 0xb9, 0xfa, 0x2c, 0x31]), 'read'],
    ['UTF-16', Buffer.from('\uFEFF中国,1', 'utf16le'), 'read'],
    ['a quote that is never closed', Buffer.from('a,"b\nc,d'), 'read'],
    ['one cell of nine megabytes', Buffer.alloc(9 * 1024 * 1024, 97), 'read'],
    ['mixed line ends', Buffer.from('a,b\rc,d\r\ne,f\n'), 'read'],
  ])('answers %s', async (_, bytes, code) => {
    expect(await outcome(bytes)).toBe(code)
  })

  it('reads any text without failing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(',', '\t', '"', '\n', '\r', '|', '　')), { maxLength: 30 }), async (parts) => {
        expect(await outcome(Buffer.from(parts.join('')))).toMatch(/^(?:read|leak\.(?:empty|unreadable))$/)
      }),
      { numRuns: 60 },
    )
  })
})
