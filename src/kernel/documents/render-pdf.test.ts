import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium'
import { describe, expect, it } from 'vitest'
import { documentBounds, type DocumentModel } from './model.ts'
import { renderPdf } from './render-pdf.ts'

const withDocument = async <T>(bytes: Uint8Array, read: (document: PDFiumDocument) => T | Promise<T>): Promise<T> => {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  try {
    return await read(document)
  } finally {
    document.destroy()
    library.destroy()
  }
}

/** The text of each page, as somebody who selects it would copy it. */
const textsOf = (bytes: Uint8Array): Promise<string[]> =>
  withDocument(bytes, (document) => [...document.pages()].map((page) => page.getText().replaceAll('\r\n', '\n')))

const certificate: DocumentModel = {
  language: 'zh',
  title: '离职权限收回证明',
  subtitle: '青禾生物科技（杭州）有限公司 · 编号 LZ-2026-0042',
  facts: [
    { label: '姓名', value: '王小禾（市场部）' },
    { label: '台账位置', value: `第 10234 至 10251 条，检查点 sha256:${'9f86d081'.repeat(8)}` },
  ],
  sections: [
    {
      heading: '一、结论',
      paragraphs: [
        '截至 2026-11-26 13:00，上述人员的登录会话、验证方式、接口密钥、账号席位和操作权限均已收回；共涉及“微信公众号”“企业微信”等 7 个平台的 12 个账号，其中 11 项由系统自动收回，1 项须人工办理。',
      ],
    },
    { heading: '二、明细', table: { columns: ['项目', '状态', '时间'], rows: [['微信公众号席位', '已收回', '2026-11-26 13:00']] } },
  ],
  footer: '本文件由微盾依据台账自动生成，无须签章。',
  createdAt: new Date('2026-11-26T05:00:00Z'),
}

const rowsOf = (count: number): string[][] => Array.from({ length: count }, (_, at) => [`席位 ${at + 1}`, '已收回', '2026-11-26 13:00'])

const withRows = (count: number): DocumentModel => ({
  ...certificate,
  sections: [{ heading: '明细', table: { columns: ['项目', '状态', '时间'], rows: rowsOf(count) } }],
})

const named = (value: string): DocumentModel => ({ ...certificate, facts: [{ label: '姓名', value }] })

describe('a PDF of a business document', () => {
  it('has every text, to be selected and searched, and says which page of how many (ACC-7)', async () => {
    const [page = '', ...more] = await textsOf(await renderPdf(certificate))
    expect(more).toEqual([])
    const flat = page.replaceAll('\n', '')
    const { title, subtitle = '', footer = '', facts, sections } = certificate
    const texts = [title, subtitle, footer, ...facts.flatMap(({ label, value }) => [label, value])]
    for (const text of [...texts, ...sections.flatMap(({ heading, paragraphs = [] }) => [heading, ...paragraphs])]) {
      expect(flat.replaceAll(' ', '')).toContain(text.replaceAll(' ', ''))
    }
    expect(page).toContain('第 1 页，共 1 页')
    expect(page).not.toContain('〓')
  })

  it('is small: a certificate of one page has less than 100 KB', async () => {
    expect((await renderPdf(certificate)).length).toBeLessThan(100_000)
  })

  it('is the same file for the same model, and another one for another moment', async () => {
    const first = await renderPdf(certificate)
    expect(Buffer.compare(first, await renderPdf(certificate))).toBe(0)
    expect(Buffer.compare(first, await renderPdf({ ...certificate, createdAt: new Date('2026-11-27T05:00:00Z') }))).not.toBe(0)
  })

  it('names its title, its language, the program and its moment, and nothing of the machine', async () => {
    const text = Buffer.from(await renderPdf(certificate)).toString('latin1')
    expect(text).toContain('/Lang (zh-CN)')
    expect(text).toContain('/Marked true')
    expect(text).toContain('/DisplayDocTitle true')
    expect(text).toContain('(Weidun)')
    expect(text).toContain('(D:20261126050000Z)')
    expect(text).toContain(Buffer.from('离职权限收回证明', 'utf16le').swap16().toString('latin1').replaceAll(/[\\()]/g, '\\$&'))
    expect(text).not.toMatch(/PDFKit|\/Author|\/home\/|file:\/\//)
  })

  it('repeats the header of a table on every page, and loses no row', async () => {
    const pages = await textsOf(await renderPdf(withRows(100)))
    expect(pages.length).toBeGreaterThan(2)
    for (const [at, page] of pages.entries()) {
      expect(page).toContain('项目 状态 时间')
      expect(page).toContain(`第 ${at + 1} 页，共 ${pages.length} 页`)
    }
    const seats = pages.flatMap((page) => [...page.matchAll(/席位 (\d+)/g)].map(([, number]) => Number(number)))
    expect(seats).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
  })

  it('breaks a row that is higher than a page', async () => {
    const long = '请上传截图。'.repeat(160)
    const model = { ...certificate, sections: [{ heading: '明细', table: { columns: Array.from({ length: 8 }, () => '说明'), rows: [Array.from({ length: 8 }, () => long)] } }] }
    const pages = await textsOf(await renderPdf(model))
    expect(pages.length).toBeGreaterThan(2)
    const written = pages.join('').replaceAll(/\s/g, '')
    expect(written.split('请').length - 1).toBe(8 * 160)
  })

  it('shows rare characters of names from a second font (䶮, 犇, 㛃)', async () => {
    const [page = ''] = await textsOf(await renderPdf(named('王䶮、李犇、赵㛃')))
    expect(page).toContain('王䶮、李犇、赵㛃')
    expect(page).not.toContain('〓')
  })

  it('shows 〓 for a character that no font has, and says which', async () => {
    const [page = ''] = await textsOf(await renderPdf(named('陈𠮷')))
    expect(page).toContain('陈〓')
    expect(page).toContain('U+20BB7')
  })

  it.each([
    ['an emoji', '谢谢😀', 'U+1F600'],
    ['a control character', '甲\u0007乙', 'U+0007'],
    ['half a character', '甲\ud842', 'U+D842'],
    ['Arabic', 'سلام', 'U+0633'],
  ])('lets %s not vanish', async (_what, value, code) => {
    const [page = ''] = await textsOf(await renderPdf(named(value)))
    expect(page).toContain(code)
  })

  it('is written in English for who reads English', async () => {
    const [page = ''] = await textsOf(await renderPdf({ ...certificate, language: 'en', title: 'Certificate of withdrawal' }))
    expect(page).toContain('Certificate of withdrawal')
    expect(page).toContain('Page 1 of 1')
  })

  it('draws something where the text stands', async () => {
    const dark = await withDocument(await renderPdf(certificate), async (document) => {
      const { data } = await document.getPage(0).render({ scale: 1, render: 'bitmap' })
      let count = 0
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) count += 1
      return count
    })
    // A blank page has none, a page of boxes for missing glyphs far more.
    expect(dark).toBeGreaterThan(2_000)
    expect(dark).toBeLessThan(40_000)
  })

  it.each<[string, Partial<DocumentModel>, RegExp]>([
    ['a title too long', { title: '长'.repeat(documentBounds.title + 1) }, /document\.title: 121 characters, at most 120/],
    ['no title', { title: ' ' }, /document\.title: empty/],
    ['too many facts', { facts: Array.from({ length: 61 }, () => ({ label: '甲', value: '乙' })) }, /document\.facts: 61 entries, at most 60/],
    ['a row of another length', { sections: [{ heading: '甲', table: { columns: ['乙', '丙'], rows: [['丁']] } }] }, /rows\[0\]: 1 cells for 2 columns/],
    ['a table without columns', { sections: [{ heading: '甲', table: { columns: [], rows: [] } }] }, /needs a column/],
    ['no moment', { createdAt: new Date(Number.NaN) }, /createdAt/],
    ['too much altogether', { sections: Array.from({ length: 2 }, () => ({ heading: '甲', paragraphs: Array.from({ length: 40 }, () => '字'.repeat(5_000)) })) }, /at most 300000/],
  ])('refuses %s, and says where', async (_what, change, message) => {
    await expect(renderPdf({ ...certificate, ...change })).rejects.toThrow(message)
  })
})
