import { zipSync, strToU8 } from 'fflate'

/** A file that is wrong in a known way: what it must be refused for, as a whole or in a row. */
export type Malformed = { name: string; bytes: Uint8Array; expect: readonly string[] }

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at)
const text = (content: string): Uint8Array => strToU8(content)
const good = (at: number): string => `示例客户,138${String(at).padStart(8, '0')},sample${at}@example.com`
const csv = (rows: readonly string[], heading = '姓名,手机号,电子邮箱'): Uint8Array => text(`${heading}\n${rows.join('\n')}\n`)
/** Ten rows, with a wrong one somewhere among them. */
const among = (at: number, wrong: string, heading?: string): Uint8Array =>
  csv(range(10).map((row) => (row === at % 10 ? wrong : good(row))), heading)

/** The same bytes whenever it is asked (mulberry32). */
const dice = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Parts = { sheet?: string; shared?: string | null; book?: string; relations?: string; more?: Record<string, Uint8Array> }

const cell = (content: string): string => `<c t="inlineStr"><is><t>${content}</t></is></c>`
export const sheetOf = (rows: readonly string[], heading = ['姓名', '手机号', '电子邮箱']): string =>
  `<?xml version="1.0"?><worksheet><sheetData><row>${heading.map(cell).join('')}</row>${rows.map((row) => `<row>${row}</row>`).join('')}</sheetData></worksheet>`

/** The least that is a workbook. */
export const workbook = ({ sheet = sheetOf([`${cell('示例客户')}${cell('13800000000')}`]), shared = null, book, relations, more = {} }: Parts = {}): Uint8Array =>
  zipSync({
    'xl/workbook.xml': text(book ?? '<workbook><sheets><sheet name="客户" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': text(
      relations ?? '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': text(sheet),
    ...(shared === null ? {} : { 'xl/sharedStrings.xml': text(shared) }),
    ...more,
  })

const magic: readonly (readonly [string, readonly number[], string])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46], 'not-a-table'],
  ['PNG', [0x89, 0x50, 0x4e, 0x47], 'not-a-table'],
  ['JPEG', [0xff, 0xd8, 0xff], 'not-a-table'],
  ['RAR', [0x52, 0x61, 0x72, 0x21], 'not-a-table'],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf], 'not-a-table'],
  ['gzip', [0x1f, 0x8b, 0x08], 'not-a-table'],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66], 'not-a-table'],
  ['old Excel or a password', [0xd0, 0xcf, 0x11, 0xe0], 'old-excel'],
  ['empty archive', [0x50, 0x4b, 0x05, 0x06], 'not-excel'],
]

function* files(): Generator<Malformed> {
  for (const at of range(4)) yield { name: `nothing but blanks ${at}`, bytes: text(' \n'.repeat(at)), expect: ['empty'] }
  for (const [what, bytes, why] of magic) {
    for (const at of range(4)) {
      const roll = dice(at)
      yield { name: `${what} ${at}`, bytes: Uint8Array.from([...bytes, ...range(50 + at * 37).map(() => Math.floor(roll() * 256))]), expect: [why] }
    }
  }
  for (const at of range(24)) {
    const roll = dice(at + 100)
    const bytes = Uint8Array.from([0x41, ...range(200 + at * 11).map((place) => (place === at * 8 ? 0 : Math.floor(roll() * 256)))])
    yield { name: `random bytes ${at}`, bytes, expect: ['not-a-table'] }
  }
  for (const at of range(8)) {
    const content = `姓名,手机号\n${good(at)}\n`
    const little = Buffer.from(`\uFEFF${content}`, 'utf16le')
    yield { name: `UTF-16 ${at}`, bytes: at % 2 === 0 ? little : Buffer.from(little).swap16(), expect: ['utf-16'] }
  }
  for (const at of range(20)) {
    const bytes = Buffer.from(csv(range(10).map(good)))
    const place = bytes.indexOf(good(at % 10)) + 1 + (at % 4)
    bytes[place] = 0xfe
    yield { name: `a byte that is no UTF-8 ${at}`, bytes, expect: ['encoding', 'unfit', 'unstorable'] }
  }
  for (const at of range(30)) {
    const opened = at % 2 === 0 ? `"示例客户,13800000000` : `示例客户,"138 "" 00000000`
    yield { name: `a quotation mark that stays open, row ${at + 2}`, bytes: csv([...range(at).map(good), opened, good(at + 1)]), expect: ['quote-open'] }
  }
  for (const at of range(20)) yield { name: `text behind a quotation mark ${at}`, bytes: among(at, `"示例"客户${at},13800000000,`), expect: ['quotes'] }
  for (const at of range(20)) yield { name: `a row with too many cells ${at}`, bytes: among(at, `${good(at)},多${at},`), expect: ['too-many-cells'] }
  for (const at of range(16)) yield { name: `the heading once more ${at}`, bytes: among(at, '姓名,手机号,电子邮箱'), expect: ['heading-again'] }
  for (const at of range(10)) yield { name: `${51 + at} columns`, bytes: csv([good(at)], range(51 + at).map((n) => `列${n}`).join()), expect: ['too-many-columns'] }
  for (const at of range(12)) yield { name: `two columns of one name ${at}`, bytes: csv([good(at)], `姓名,手机号,列${at},列${at}`), expect: ['heading-twice'] }
  for (const at of range(20)) yield { name: `no heading ${at}`, bytes: text(`${range(5).map((row) => good(row + at)).join('\n')}\n`), expect: ['no-heading'] }
  for (const at of range(6)) yield { name: `a heading and nothing else ${at}`, bytes: text(`姓名,手机号${at}${'\r\n'.repeat(at)}`), expect: ['no-rows', 'no-field'] }
  for (const at of range(4)) yield { name: `a cell of ten megabytes ${at}`, bytes: csv([good(1), `示例客户,${'一'.repeat(3_400_000 + at)}`]), expect: ['row-too-long'] }
  for (const at of range(4)) yield { name: `a quoted cell of ten megabytes ${at}`, bytes: csv([good(1), `"${'x'.repeat(10_000_000 + at)}",1`]), expect: ['quote-open', 'row-too-long'] }

  const cells: readonly (readonly [string, (at: number) => string, string, string?])[] = [
    ['a number as a power of ten', (at) => `示例客户,1.38${at}E+1${at % 3},`, 'digits-lost'],
    ['a number that is none', (at) => `示例客户,1380000${at},`, 'unfit'],
    ['a formula for a name', (at) => `=A${at}+1,13800000000,`, 'formula'],
    ['a command for a name', (at) => `@SUM(${at}),13800000000,`, 'formula'],
    ['a control character', (at) => `示例\u0007客户${at},13800000000,`, 'unstorable'],
    ['a mail address that is none', (at) => `示例客户,13800000000,sample${at}@@example`, 'unfit'],
    ['a name of digits', (at) => `1234567${at},13800000000,`, 'unfit'],
    ['an identity number of 15 digits', (at) => `示例客户,13800000000,11010190010100${at % 10}`, 'id-card-15', '姓名,手机号,身份证号'],
    ['an identity number with a wrong check digit', (at) => `示例客户,,11010119000101000${[0, 1, 2, 3, 4, 5, 7, 8, 9, 0][at % 10]}`, 'unfit', '姓名,手机号,身份证号'],
    ['a day that is none', (at) => `示例客户,13800000000,1990-02-3${at % 10}`, 'no-date', '姓名,手机号,生日'],
    ['a day that may be two', (at) => `示例客户,13800000000,0${(at % 9) + 1}/02/1990`, 'no-date', '姓名,手机号,生日'],
    ['a note of thousands of signs', (at) => `示例客户,13800000000,${'长'.repeat(501 + at)}`, 'too-long', '姓名,手机号,备注'],
  ]
  for (const [what, row, code, heading] of cells) {
    for (const at of range(9)) yield { name: `${what} ${at}`, bytes: among(at, row(at), heading), expect: [code] }
  }

  const object = (at: number): string => `{"姓名":"示例客户","手机号":"138${String(at).padStart(8, '0')}"}`
  const broken = ['{"姓名":"示例客户"', '{"姓名":示例}', '[1,2]', '"text"', '12', 'null', '{"姓名":{"名":"甲"}}', '{"手机号":["13800000000"]}']
  for (const at of range(16)) {
    const lines = [object(1), ...range(at % 5).map(object), broken[at % broken.length] ?? '', object(9)]
    yield { name: `a line that is no customer ${at}`, bytes: text(lines.join('\n')), expect: ['json'] }
  }
  for (const at of range(16)) {
    const items = [object(1), ...range(at % 5).map(object)].join(',')
    const ends = [']', '', ',12]', ',{]', '] x', ',"a"]', `,{"姓名":"${'x'.repeat(70_000)}"}]`, '}']
    const end = ends[1 + (at % (ends.length - 1))] ?? ''
    yield { name: `an array that is none ${at}`, bytes: text(`[${items}${end}`), expect: ['json-broken', 'row-too-long'] }
  }
  for (const at of range(8)) yield { name: `a name that the first has not ${at}`, bytes: text([object(1), `{"姓名":"示例客户","别的${at}":"1"}`].join('\n')), expect: ['unknown-key'] }
  for (const at of range(6)) yield { name: `a web page ${at}`, bytes: text(`${['<html>', '<!DOCTYPE html>', '<table>', '<?xml version="1.0"?>', ' <body>', '<meta>'][at]}<tr><td>${good(at)}`), expect: ['html'] }

  const whole = workbook({ sheet: sheetOf(range(60).map((at) => `${cell('示例客户')}${cell(`138${String(at).padStart(8, '0')}`)}`)) })
  for (const at of range(50)) yield { name: `a workbook cut off at ${at} of 50`, bytes: whole.subarray(0, 30 + Math.floor(((whole.length - 60) * at) / 50)), expect: ['broken', 'not-excel'] }
  const sheetAt = Buffer.from(whole).indexOf('xl/worksheets/sheet1.xml') + 24
  for (const at of range(40)) {
    const bytes = Uint8Array.from(whole)
    const place = sheetAt + at * 5
    bytes[place] = (bytes[place] ?? 0) ^ (1 << (at % 8))
    yield { name: `a workbook with a bit that tipped over ${at}`, bytes, expect: ['broken', 'swells', 'unfit', 'heading-again', 'no-heading', 'heading-twice'] }
  }
  for (const at of range(2)) yield { name: `a zip bomb ${at}`, bytes: workbook({ sheet: sheetOf([' '.repeat(40_000_000 + at)]) }), expect: ['swells'] }
  for (const at of range(8)) {
    const doctype = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(at + 1)}"><!ENTITY b "&a;&a;&a;">]>`
    yield { name: `entities of the file's own ${at}`, bytes: workbook({ sheet: `${doctype}${sheetOf([cell('&b;')])}` }), expect: ['broken'] }
  }
  for (const at of range(6)) yield { name: `elements inside each other ${at}`, bytes: workbook({ sheet: `<worksheet>${'<a>'.repeat(100 + at)}` }), expect: ['broken'] }
  for (const at of range(8)) yield { name: `a formula in a workbook ${at}`, bytes: workbook({ sheet: sheetOf([`${cell('示例客户')}<c><f>A${at}</f><v>13800000000</v></c>`]) }), expect: ['formula'] }
  for (const at of range(6)) yield { name: `an error in a workbook ${at}`, bytes: workbook({ sheet: sheetOf([`<c t="e"><v>${['#N/A', '#REF!', '#NAME?', '#DIV/0!', '#VALUE!', '#NUM!'][at]}</v></c>`]) }), expect: ['error-cell'] }
  for (const at of range(8)) yield { name: `an identity number as a figure ${at}`, bytes: workbook({ sheet: sheetOf([`${cell('示例客户')}<c><v>1.1010119000101${at}E+17</v></c>`], ['姓名', '身份证号']) }), expect: ['digits-lost'] }
  for (const at of range(6)) yield { name: `a text that is not there ${at}`, bytes: workbook({ shared: '<sst><si><t>示例</t></si></sst>', sheet: sheetOf([`<c t="s"><v>${at + 1}</v></c>`]) }), expect: ['broken'] }
  for (const at of range(4)) yield { name: `ten megabytes in a cell of a workbook ${at}`, bytes: workbook({ sheet: sheetOf([`${cell(`${at}一二三四五六七八九`.repeat(350_000))}${cell('13800000000')}`]) }), expect: ['too-long', 'unfit', 'swells'] }
  for (const at of range(4)) yield { name: `a text far to the right ${at}`, bytes: workbook({ sheet: sheetOf([`${cell('示例客户')}<c r="XF${at + 2}" t="str"><v>x</v></c>`]) }), expect: ['too-many-cells'] }
  yield { name: 'a workbook without a sheet', bytes: workbook({ book: '<workbook><sheets/></workbook>' }), expect: ['broken'] }
  yield { name: 'a sheet that lies elsewhere', bytes: workbook({ relations: '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="https://example.com/" TargetMode="External"/></Relationships>' }), expect: ['broken'] }
  yield { name: 'rows that count backwards', bytes: workbook({ sheet: '<worksheet><sheetData><row r="5"><c t="str"><v>姓名</v></c></row><row r="2"><c t="str"><v>甲</v></c></row></sheetData></worksheet>' }), expect: ['broken'] }
  yield { name: 'an archive of something else', bytes: zipSync({ 'word/document.xml': text('<document/>') }), expect: ['not-excel'] }
}

/** Every one of them, each with a name of its own. */
export const malformedFiles = (): readonly Malformed[] => [...files()]
