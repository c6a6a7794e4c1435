import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workbookOf } from '../../../../kernel/files/workbook.ts'
import { sheetOf, workbook } from '../malformed.fixture.ts'
import { openTable } from './open-table.ts'
import { type ByteSource, type RawRow, sourceOf, type Table, textOf } from './table.ts'

const all = async (table: Table, most = 3): Promise<RawRow[]> => {
  const rows: RawRow[] = []
  for (let at: Table['first'] | null = table.first; at !== null; ) {
    const { rows: some, next } = await table.read(at, most)
    rows.push(...some)
    at = next
  }
  return rows
}
const cellsOf = async (bytes: Uint8Array): Promise<string[][]> => (await all(await openTable(sourceOf(bytes)))).map(({ cells }) => cells.map(textOf))
const gb18030 = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')

describe('tables of text (DAT-5)', () => {
  it.each([',', '\t', ';'])('reads rows with %j between, quoted cells and every line end', async (between) => {
    const text = `姓名,手机号\r\n"示例,""甲""",1\n\n"两\r\n行",2\r三,"3"`.replaceAll(/,(?=手|1|2|"3)/g, between)
    expect(await cellsOf(Buffer.from(text))).toEqual([['示例,"甲"', '1'], ['两\r\n行', '2'], ['三', '3']])
  })

  it('reads UTF-8 with and without a mark, and GB18030', async () => {
    const rows = [['甲', '1']]
    expect(await cellsOf(Buffer.from('\uFEFF姓名,号\n甲,1'))).toEqual(rows)
    // 姓名,号 and 甲,1; 㐀 is one of the signs of four bytes, with digits in second and fourth place.
    expect(await cellsOf(gb18030('d0d5 c3fb 2c ba c5 0a bcd7 2c31'))).toEqual(rows)
    expect(await cellsOf(gb18030('d0d5 c3fb 2c ba c5 0a 8139ee39 2c31'))).toEqual([['㐀', '1']])
  })

  it('gives the same rows wherever it is asked to go on (property)', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', ' ', '5'), maxLength: 6 }).map((text) => `x${text}`)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (rows, most) => {
        const csv = `姓名,备注\n${rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join()).join('\r\n')}`
        const bytes = Buffer.from(csv)
        const found: string[][] = []
        for (let at: Table['first'] | null = null; ; ) {
          // A table of its own for each step, as after a restart.
          const table: Table = await openTable(sourceOf(bytes))
          const { rows: some, next } = await table.read(at ?? table.first, most)
          found.push(...some.map(({ cells }) => cells.map(textOf)))
          if (next === null) break
          at = next
        }
        expect(found).toEqual(rows)
      }),
      { numRuns: 60 },
    )
  })

  it('reads JSON line by line and as an array, by the names of the first', async () => {
    const objects = [{ 姓名: '甲', 手机号: 13800000000 }, { 手机号: null, 姓名: '乙}' }]
    const expected = [['甲', '13800000000'], ['乙}', '']]
    expect(await cellsOf(Buffer.from(objects.map((one) => JSON.stringify(one)).join('\n')))).toEqual(expected)
    expect(await cellsOf(Buffer.from(JSON.stringify(objects, null, 2)))).toEqual(expected)
  })
})

describe('workbooks (DAT-5)', () => {
  it('reads what the workbook writer of the program writes, with the rows as a spreadsheet counts them', async () => {
    const rows = Array.from({ length: 8 }, (_, at) => ({ name: at === 3 ? '' : `=客户${at}`, number: at === 3 ? '' : `138000000${at}0` }))
    const bytes = await workbookOf('客户', [{ header: '姓名', width: 10, text: ({ name }) => name }, { header: '手机号', width: 10, text: ({ number }) => number }], rows)
    const table = await openTable(sourceOf(bytes))
    expect([table.format, table.headings]).toEqual(['xlsx', ['姓名', '手机号']])
    const found = await all(table)
    expect(found.map(({ number }) => number)).toEqual([2, 3, 4, 6, 7, 8, 9])
    expect(found[0]?.cells).toEqual(['=客户0', '13800000000'])
    // From the middle, and then from before it, as after a step that was undone.
    expect((await table.read({ offset: 5, row: 5 }, 1)).rows[0]?.number).toBe(6)
    expect((await table.read(table.first, 1)).rows[0]?.number).toBe(2)
  })

  it('tells figures, shared texts and gaps from one another', async () => {
    const sheet = sheetOf(['<c r="A2" t="s"><v>0</v></c><c r="C2"><v>32874</v></c>', '<c r="B3" t="b"><v>1</v></c>'])
    const rows = await all(await openTable(sourceOf(workbook({ sheet, shared: '<sst><si><r><t>示例</t></r><r><t>客户</t></r><rPh><t>kana</t></rPh></si></sst>' }))))
    expect(rows.map(({ cells }) => cells)).toEqual([['示例客户', '', { text: '32874', as: 'number' }], ['', '1']])
  })

  it('keeps neither the file nor its rows in memory: what it holds at once is a fraction of what it reads', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `<c t="inlineStr"><is><t>示例客户</t></is></c><c><v>138${String(at).padStart(8, '0')}</v></c>`)
    const bytes = workbook({ sheet: sheetOf(rows) })
    let largest = 0
    const source: ByteSource = {
      size: bytes.length,
      read: async (from, to) => {
        largest = Math.max(largest, Math.min(to, bytes.length) - from)
        return bytes.subarray(from, to)
      },
    }
    const table = await openTable(source)
    let [at, read, most] = [table.first as Table['first'] | null, 0, 0]
    while (at !== null) {
      const { rows: some, next } = await table.read(at, 1000)
      read += some.length
      most = Math.max(most, some.length)
      at = next
    }
    expect([read, most]).toEqual([60_000, 1000])
    expect(largest).toBeLessThanOrEqual(64 * 1024)
  })
})
