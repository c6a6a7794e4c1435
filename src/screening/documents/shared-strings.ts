import type { Archive } from './archive.ts'
import { DocumentError } from './document-error.ts'
import type { Budget } from './gatherer.ts'
import type { DocumentLimits } from './limits.ts'
import { readXml } from './xml.ts'

/**
 * Reads the strings that cells refer to by number (ECMA-376 part 1, 18.4). Readings beside the text (rPh) are left
 * out.
 */
export const readSharedStrings = async (
  archive: Archive,
  { name, limits, budget }: { name: string; limits: Pick<DocumentLimits, 'depth' | 'cells'>; budget: Budget },
): Promise<string[]> => {
  const strings: string[] = []
  let current = ''
  let inText = false
  let reading = 0
  await readXml(archive, { name, limits }, {
    open: (tag) => {
      if (tag === 'si') current = ''
      if (tag === 'rPh') reading++
      if (tag === 't') inText = reading === 0
    },
    text: (data) => {
      if (inText) current += data
    },
    close: (tag) => {
      if (tag === 't') inText = false
      if (tag === 'rPh') reading--
      if (tag !== 'si') return
      budget.spend(current.length)
      if (strings.push(current) > limits.cells) throw new DocumentError('too-large')
    },
  })
  return strings
}
