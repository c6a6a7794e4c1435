import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { createScreener } from '../index.ts'
import { loadPacks } from '../load-packs.ts'
import { checkDocument, readDocument } from './index.ts'
import type { DocumentText } from './index.ts'
import { docxParts, gbk, packageOf, pdfOf, sampleDocx, xlsxParts } from './samples.fixture.ts'

const screener = createScreener(await loadPacks())

const placesOf = (document: DocumentText): [place: string, text: string][] =>
  document.passages.flat().map(({ place, text }) => [place, text])

const read = async (bytes: Uint8Array | string, name = ''): Promise<[place: string, text: string][]> =>
  placesOf(await readDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, { name }))

const check = async (bytes: Uint8Array | string) =>
  checkDocument(screener, await readDocument(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), {})

describe('HTML (CNT-5)', () => {
  it('joins a word that tags break, and leaves out what nobody sees', async () => {
    const page = '<p>根<b>治</b><!-- x -->糖<span style="display:none">吗</span>尿&#x75C5;</p><script>全网最低价</script><p hidden>最好</p>'
    expect(await read(page)).toEqual([['第1行', '根治糖尿病']])
  })

  it('breaks at blocks, table cells and <br>, and reads what pictures say', async () => {
    const page = '<!doctype html>\n<div>甲<br>乙</div><table><tr><td>丙<td>丁</table>\n<img alt="戊">己'
    expect(await read(page)).toEqual([
      ['第2行', '甲\n乙'],
      ['第2行', '丙'],
      ['第2行', '丁'],
      ['图片说明', '戊'],
      ['第3行', '己'],
    ])
  })

  it('places a finding in the source: line, column, and offsets that bound the tags between', async () => {
    const page = '<div>\n<p>这瓶茶能<i>根</i>治糖&#23615;病</p></div>'
    const { decision, findings } = await check(page)
    expect(decision).toBe('deny')
    expect(findings[0]).toMatchObject({ place: '第2行第11列', excerpt: '根治糖尿病' })
    const { start, end } = findings[0] ?? { start: 0, end: 0 }
    expect(page.slice(start, end)).toBe('根</i>治糖&#23615;病')
  })

  it('reads the charset that a page declares', async () => {
    const page = Buffer.concat([Buffer.from('<html><meta charset="gbk"><p>'), Buffer.from(gbk.根治糖尿病, 'hex')])
    expect(await read(page)).toEqual([['第1行', '根治糖尿病']])
  })
})

describe('text', () => {
  it.each([
    ['UTF-8', Buffer.from('\ufeff根治糖尿病')],
    ['GBK', Buffer.from(gbk.根治糖尿病, 'hex')],
    ['UTF-16', Buffer.from('\ufeff根治糖尿病', 'utf16le')],
  ])('is read in %s', async (_, bytes) => {
    expect(await read(bytes)).toEqual([['第1行', '根治糖尿病']])
  })

  it('keeps line and column', async () => {
    expect((await check('天气晴\n😀这瓶茶能根治糖尿病')).findings[0]?.place).toBe('第2行第6列')
  })
})

describe('DOCX (CNT-5)', () => {
  it('takes paragraphs, table cells and footers, whole over runs, without what is hidden', async () => {
    expect(await read(await sampleDocx())).toEqual([
      ['第1段', '新品上架'],
      ['第2段', '这瓶茶能根治糖尿病'],
      ['第3段', '今天下雨'],
      ['表1第1行第1列', '名称'],
      ['表1第1行第2列', '全网最好用的面霜'],
      ['页脚第1段', '页脚：史上最低价'],
    ])
  })

  it('reports a finding with its paragraph or cell', async () => {
    const { decision, findings } = await check(await sampleDocx())
    expect(decision).toBe('deny')
    expect(findings.map(({ place, excerpt }) => `${place} ${excerpt}`)).toEqual(
      expect.arrayContaining(['第2段 根治糖尿病', expect.stringMatching(/^表1第1行第2列 全网最好/)]),
    )
    const cure = findings.find(({ excerpt }) => excerpt === '根治糖尿病')
    expect('这瓶茶能根治糖尿病'.slice(cure?.start, cure?.end)).toBe('根治糖尿病')
  })

  it('does not let a plain notice beside a claim excuse the claim', async () => {
    const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
    const notice = '门店本周六、周日照常营业，欢迎到店品尝新茶。'
    const body = `<w:document><w:body>${paragraph(notice)}${paragraph('常喝这款茶，根治糖尿病，三个月停药。')}</w:body></w:document>`
    expect((await check(packageOf(docxParts(body)))).decision).toBe('deny')
  })

  it('reads text boxes once, and leaves out deleted text and field codes', async () => {
    const box = '<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>'
    const body = `<w:document><w:body><w:p><w:r><w:t>一</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:delText>删</w:delText><w:instrText>域</w:instrText><w:t>二&amp;</w:t></w:r></w:p></w:body></w:document>`
    expect(await read(packageOf(docxParts(body)))).toEqual([
      ['文本框1', '框'],
      ['第1段', '一二&'],
    ])
  })
})

describe('XLSX (CNT-5)', () => {
  it('takes cells with their address, row by row', async () => {
    const sheet = '<worksheet><sheetData><row r="4"><c r="B4" t="s"><v>0</v></c><c r="C4" t="inlineStr"><is><t>丙</t></is></c></row><row r="5"><c r="A5"><f>1+1</f><v>2</v></c><c r="B5" t="b"><v>1</v></c></row></sheetData></worksheet>'
    const document = await readDocument(packageOf(xlsxParts(sheet, '春季 文案')))
    expect(document.passages.map((row) => row.map(({ place, text }) => [place, text]))).toEqual([
      [
        ["'春季 文案'!B4", '全网最低价'],
        ["'春季 文案'!C4", '丙'],
      ],
      [["'春季 文案'!A5", '2']],
    ])
  })

  it('reads what another program wrote, and reports a finding with its cell', async () => {
    const workbook = await writeExcelFile([[{ value: '标题' }, { value: '正文' }], [{ value: '新品' }, { value: '根治糖尿病' }]], { sheet: 'Sheet1' }).toBuffer()
    const { findings } = await check(new Uint8Array(workbook))
    expect(findings.map(({ place, excerpt }) => [place, excerpt])).toEqual([['Sheet1!B2', '根治糖尿病']])
  })
})

describe('PDF (CNT-5)', () => {
  it('takes pages, in a Chinese encoding and with a font that is not embedded', async () => {
    expect(await read(pdfOf([[gbk.天气晴], [gbk.根治糖尿病]]))).toEqual([
      ['第1页', '天气晴'],
      ['第2页', '根治糖尿病'],
    ])
  })

  it('joins a line that the margin broke and leaves a short one alone', async () => {
    expect(await read(pdfOf([[gbk.天气晴, gbk.这瓶茶喝了能根治, gbk.糖尿病]]))).toEqual([['第1页', '天气晴\n这瓶茶喝了能根治糖尿病']])
  })

  it('reports a finding with its page', async () => {
    expect((await check(pdfOf([[gbk.天气晴], [gbk.根治糖尿病]]))).findings[0]).toMatchObject({ place: '第2页', start: 0, end: 5 })
  })
})

describe('what a file is', () => {
  it('is told by content and not by its name', async () => {
    const { format } = await readDocument(await sampleDocx(), { name: 'picture.pdf' })
    expect(format).toBe('docx')
  })

  it('ignores macros', async () => {
    const parts = { ...docxParts('<w:document><w:body><w:p><w:r><w:t>一</w:t></w:r></w:p></w:body></w:document>') }
    const entries = Object.entries({ ...parts, 'word/vbaProject.bin': 'AutoOpen' }).map(([name, text]) => [name, strToU8(text)])
    expect(await read(zipSync(Object.fromEntries(entries)))).toEqual([['第1段', '一']])
  })
})
