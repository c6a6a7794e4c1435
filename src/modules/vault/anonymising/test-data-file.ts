import { safeCell, workbookOf } from '../../../kernel/files/workbook.ts'
import type { Field } from '../fields/input.ts'
import { fieldKinds, kindNames } from '../fields/kinds.ts'
import { bases, sources } from '../origin.ts'
import type { CustomerRow } from '../tables.ts'

export const testDataFormats = ['xlsx', 'csv', 'ndjson', 'json'] as const
export type TestDataFormat = (typeof testDataFormats)[number]

/** A customer who does not exist. */
export type Invented = Pick<CustomerRow, 'source' | 'basis' | 'minor'> & { id: string; department: string; registeredOn: string; fields: readonly Field[] }

const valueOf = ({ fields }: Invented, kind: string): string => fields.find((field) => field.kind === kind)?.value ?? ''

const columns = [
  { header: '编号', width: 38, text: ({ id }: Invented) => id },
  ...kindNames.map((kind) => ({ header: fieldKinds[kind].title.zh, width: 20, text: (one: Invented) => valueOf(one, kind) })),
  { header: '来源', width: 12, text: ({ source }: Invented) => sources[source].zh },
  { header: '处理依据', width: 16, text: ({ basis }: Invented) => bases[basis].zh },
  { header: '部门', width: 12, text: ({ department }: Invented) => department },
  { header: '登记日期', width: 12, text: ({ registeredOn }: Invented) => registeredOn },
] as const

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** As two tables, for systems that keep fields by themselves. */
const asTables = (customers: readonly Invented[]): string =>
  JSON.stringify({
    customer: customers.map(({ fields: _fields, ...row }) => row),
    customer_field: customers.flatMap(({ id, fields }) => fields.map(({ kind, value }) => ({ customer: id, kind, value }))),
  })

/** Test data as a file. */
export const testDataFile = async (format: TestDataFormat, customers: readonly Invented[]): Promise<Buffer> => {
  switch (format) {
    case 'xlsx':
      return workbookOf('测试数据', columns, customers)
    case 'csv': {
      const rows = [columns.map(({ header }) => header), ...customers.map((one) => columns.map(({ text }) => text(one)))]
      return Buffer.from(`\uFEFF${rows.map((row) => row.map((cell) => quoted(safeCell(cell))).join(',')).join('\r\n')}\r\n`)
    }
    case 'ndjson':
      return Buffer.from(customers.map(({ fields, ...row }) => `${JSON.stringify({ ...row, ...Object.fromEntries(fields.map(({ kind, value }) => [kind, value])) })}\n`).join(''))
    case 'json':
      return Buffer.from(asTables(customers))
  }
}
