import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { extractText } from './extract.ts'
import { DocumentError, documentLimits, readDocument } from './index.ts'
import type { DocumentFault, DocumentLimits } from './index.ts'
import { docxParts, gbk, locked, packageOf, pdfOf, sampleDocx, xlsxParts } from './samples.fixture.ts'

const faultOf = async (bytes: Uint8Array, limits: Partial<DocumentLimits> = {}): Promise<DocumentFault | 'none'> => {
  try {
    await readDocument(bytes, { limits })
    return 'none'
  } catch (error) {
    if (error instanceof DocumentError) return error.fault
    throw error
  }
}

const docx = await sampleDocx()

const paragraph = (text: string): string => `<w:document><w:body><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`

const nested = (depth: number): string => `${'<w:p>'.repeat(depth)}${'</w:p>'.repeat(depth)}`

const cells = (count: number): string =>
  `<worksheet><sheetData><row>${'<c r="A1"><v>1</v></c>'.repeat(count)}</row></sheetData></worksheet>`

const oldOffice = (stream: string): Uint8Array => {
  const bytes = Buffer.alloc(1024)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  Buffer.from(stream, 'utf16le').copy(bytes, 512)
  return bytes
}

describe('hostile documents are refused with a sentence (CNT-5)', () => {
  it('stops a zip bomb at the limit of what is unpacked', async () => {
    const bomb = zipSync({
      ...Object.fromEntries(Object.entries(docxParts('')).map(([name, text]) => [name, strToU8(text)])),
      'word/document.xml': new Uint8Array(30_000_000).fill(0x20),
    })
    expect(bomb.length).toBeLessThan(100_000)
    expect(await faultOf(bomb, { unpackedBytes: 10_000_000 })).toBe('too-large')
  })

  it('does not expand entities that a file defines', async () => {
    const laughs = `<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${paragraph('&b;')}`
    expect(await faultOf(packageOf(docxParts(laughs)))).toBe('broken')
  })

  it.each<[string, Uint8Array, Partial<DocumentLimits>, DocumentFault]>([
    ['a PDF with a password', pdfOf([[gbk.天气晴]], locked), {}, 'encrypted'],
    ['an Office document with a password', oldOffice('EncryptedPackage'), {}, 'encrypted'],
    ['a .doc', oldOffice('WordDocument'), {}, 'old-format'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), {}, 'unsupported'],
    ['an archive that is no document', packageOf({ 'a.txt': 'x' }), {}, 'unsupported'],
    ['a PDF cut in half', pdfOf([[gbk.天气晴]]).subarray(0, 120), {}, 'broken'],
    ['a workbook without sheets', packageOf({ ...xlsxParts(''), 'xl/workbook.xml': '' }), {}, 'broken'],
    ['a part cut in half', packageOf(docxParts(paragraph('字').slice(0, 50))), {}, 'broken'],
    ['elements without end', packageOf(docxParts(nested(5_000))), {}, 'too-large'],
    ['HTML without end', Buffer.from(`<p>${'<b>'.repeat(5_000)}`), {}, 'too-large'],
    ['a file beyond the limit', new Uint8Array(11), { fileBytes: 10 }, 'too-large'],
    ['too many pages', pdfOf([[gbk.天气晴], [gbk.天气晴]]), { pages: 1 }, 'too-large'],
    ['too many cells', packageOf(xlsxParts(cells(20))), { cells: 10 }, 'too-large'],
    ['too much text', packageOf(docxParts(paragraph('字'.repeat(20)))), { textUnits: 10 }, 'too-large'],
    ['too many parts', packageOf({ ...docxParts(paragraph('字')), more: '' }), { archiveEntries: 3 }, 'too-large'],
    ['reading without end', docx, { milliseconds: 1 }, 'too-slow'],
  ])('%s', async (_, bytes, limits, fault) => {
    expect(await faultOf(bytes, limits)).toBe(fault)
  })

  it('ends a document cut in half at any place without a crash', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      expect(await faultOf(docx.subarray(0, Math.floor(docx.length * share)))).toBe('broken')
    }
  })
})

/** Either a document or a refusal: nothing else may happen. */
const settles = async (bytes: Uint8Array): Promise<boolean> => {
  try {
    const { passages, source } = await extractText({ bytes, name: '', limits: documentLimits })
    return passages.flat().every(({ text, source: map }) => {
      if (source === undefined || map === undefined) return text.trim() !== ''
      return map.starts.every((start, at) => start < (map.ends[at] ?? 0) && (map.ends[at] ?? 0) <= source.length)
    })
  } catch (error) {
    if (error instanceof DocumentError) return true
    throw error
  }
}

describe('any bytes whatever', () => {
  const change = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) })

  it.each([
    ['DOCX', docx, 60],
    ['XLSX', packageOf(xlsxParts(cells(3))), 60],
    ['PDF', pdfOf([[gbk.天气晴], [gbk.根治糖尿病]]), 15],
  ])('a damaged %s is read or refused', async (_, whole, numRuns) => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const bytes = Uint8Array.from(whole)
        for (const { at, value } of changes) bytes[at % bytes.length] = value
        expect(await settles(bytes)).toBe(true)
      }),
      { numRuns },
    )
  })

  it('HTML of any kind is read, with offsets inside the source and in order', async () => {
    const piece = fc.oneof(
      fc.constantFrom('<p>', '</p>', '<b', '>', '<br>', '&amp;', '&#x', '&notin;', '<!--', '-->', '<script>', '</script>', '根治', ' ', '\n', '<td title="x"', '<svg>', '😀', '\0'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        expect(await settles(Buffer.from(`<p>${pieces.join('')}`))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
