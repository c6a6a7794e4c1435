import { Document, Footer, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx'
import { strToU8, zipSync } from 'fflate'

const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] })

/** A document as Word would have it: a word torn over runs, a deleted and a hidden run, a table, a footer. */
export const sampleDocx = async (): Promise<Uint8Array> => {
  const document = new Document({
    sections: [
      {
        footers: { default: new Footer({ children: [new Paragraph('页脚：史上最低价')] }) },
        children: [
          new Paragraph('新品上架'),
          new Paragraph(''),
          new Paragraph({ children: [new TextRun('这瓶茶能根'), new TextRun({ text: '治', bold: true }), new TextRun('糖尿病')] }),
          new Paragraph({ children: [new TextRun('今天'), new TextRun({ text: '全网最好用', vanish: true }), new TextRun('下雨')] }),
          new Table({ rows: [new TableRow({ children: [cell('名称'), cell('全网最好用的面霜')] })] }),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

type Parts = Readonly<Record<string, string>>

/** An Office package of parts; the relations are those of a workbook or document with one part each. */
export const packageOf = (parts: Parts): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))

const types = (main: string, type: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`

const relations = (...all: [id: string, type: string, target: string][]): string =>
  `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** The parts of a DOCX with this body. */
export const docxParts = (body: string): Parts => ({
  '[Content_Types].xml': types('word/document.xml', 'wordprocessingml.document'),
  '_rels/.rels': relations(['r1', 'officeDocument', 'word/document.xml']),
  'word/document.xml': body,
})

/** The parts of an XLSX with this one sheet. */
export const xlsxParts = (sheet: string, name = 'Sheet1'): Parts => ({
  '[Content_Types].xml': types('xl/workbook.xml', 'spreadsheetml.sheet'),
  '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': `<workbook><sheets><sheet name="${name}" sheetId="1" r:id="s1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relations(['s1', 'worksheet', 'worksheets/sheet1.xml'], ['t1', 'sharedStrings', '/xl/sharedStrings.xml']),
  'xl/sharedStrings.xml': '<sst><si><t>全网</t><rPh><t>quan wang</t></rPh><r><t>最低价</t></r></si></sst>',
  'xl/worksheets/sheet1.xml': sheet,
})

const numberOfObject = (index: number): string => `${index + 1} 0 obj`

/** A PDF of these pages, each a list of lines in GBK, with a font that is not embedded. `trailer` adds to the trailer. */
export const pdfOf = (pages: readonly (readonly string[])[], trailer = ''): Uint8Array => {
  const kids = pages.map((_, page) => `${5 + page * 2} 0 R`).join(' ')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>',
    ...pages.flatMap((lines, page) => {
      const shown = lines.map((line) => `<${line}> Tj 0 -30 Td`).join(' ')
      const content = `BT /F1 24 Tf 20 700 Td ${shown} ET`
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents ${6 + page * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ]
    }),
  ]
  let file = '%PDF-1.4\n'
  const offsets: number[] = []
  objects.forEach((object, index) => {
    offsets.push(file.length)
    file += `${numberOfObject(index)}\n${object}\nendobj\n`
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF`
  return strToU8(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`)
}

/** Words in GBK, as hexadecimal digits of a PDF string. */
export const gbk = {
  根治糖尿病: 'B8F9D6CECCC7C4F2B2A1',
  天气晴: 'CCECC6F8C7E7',
  这瓶茶喝了能根治: 'D5E2C6BFB2E8BAC8C1CBC4DCB8F9D6CE',
  糖尿病: 'CCC7C4F2B2A1',
} as const

/** An encryption dictionary for which nobody has the password. */
export const locked = `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`
