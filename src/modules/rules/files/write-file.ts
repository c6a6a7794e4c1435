import writeExcelFile from 'write-excel-file/node'
import { parse, stringify } from 'yaml'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { RuleChanges } from '../changes.ts'
import { yamlOf } from '../own-rule-yaml.ts'
import type { FileFault } from './file-faults.ts'
import type { FileFormat } from './reading.ts'
import { changeSheet, ruleSheet, type SheetText, termSheet } from './sheets.ts'

/** Terms, changes and rules as a file that can be read again. */
export const writeFile = async (format: FileFormat, changes: RuleChanges): Promise<Uint8Array> =>
  format === 'xlsx' ? workbook(changes) : Buffer.from(yamlText(changes))

const yamlText = ({ terms, changes, rules }: RuleChanges): string =>
  stringify(
    { pack: 'company', title: '公司规则', terms, changes, rules: rules.map((rule): unknown => parse(yamlOf(rule))) },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )

// What a spreadsheet may take for the beginning of a formula.
const formulaStart = /^[=+\-@\t\r]/
// XML 1.0 knows no other control characters than tab, line feed and carriage return.
const notInXml = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu

const cell = (text: string) => {
  const clean = text.replaceAll(notInXml, '')
  return { value: formulaStart.test(clean) ? `'${clean}` : clean, type: String, wrap: clean.includes('\n') }
}

const heading = (text: string) => ({ value: text, type: String, fontWeight: 'bold' as const })

const sheetOf = <Row>({ sheet, columns, write }: SheetText<Row>, rows: readonly Row[]) => ({
  sheet,
  data: [columns.map(({ header }) => heading(header)), ...rows.map((row) => write(row).map(cell))],
  columns: columns.map(({ width }) => ({ width })),
  stickyRowsCount: 1,
})

const workbook = ({ terms, changes, rules }: RuleChanges): Promise<Buffer> =>
  writeExcelFile([sheetOf(termSheet, terms), sheetOf(changeSheet, changes), sheetOf(ruleSheet, rules)]).toBuffer()

const both = ({ zh, en }: Sentence): string => `${zh} / ${en}`

/** What is wrong in a file, row by row, as a sheet to work through. */
export const errorSheet = (faults: readonly FileFault[]): Promise<Buffer> =>
  writeExcelFile([
    {
      sheet: '错误清单',
      data: [
        ['工作表', '行', '列', '问题', '怎样改'].map(heading),
        ...faults.map(({ sheet, row, column, wrong, todo }) => [
          cell(sheet),
          { value: row, type: Number },
          cell(column),
          cell(both(wrong)),
          cell(both(todo)),
        ]),
      ],
      columns: [{ width: 12 }, { width: 8 }, { width: 18 }, { width: 60 }, { width: 60 }],
      stickyRowsCount: 1,
    },
  ]).toBuffer()
