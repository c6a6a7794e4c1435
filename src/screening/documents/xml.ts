import { Parser } from 'htmlparser2'
import type { Archive } from './archive.ts'
import { DocumentError } from './document-error.ts'
import type { DocumentLimits } from './limits.ts'

export type XmlHandler = {
  /** Names come without their prefix (`w:p` is `p`), attributes with theirs. */
  open: (name: string, attributes: Readonly<Record<string, string>>) => void
  text: (data: string) => void
  close: (name: string) => void
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Reads one XML part of an Office document. The parser knows no document types: entities that a file defines are never
 * expanded, and a part with a DOCTYPE is refused, as ECMA-376 part 2, 8.1.4 wants.
 *
 * A part that ends before its last element does is refused rather than read in part.
 *
 * @returns false where there is no such part
 * @throws DocumentError `broken` or `too-large`
 */
export const readXml = (
  archive: Archive,
  { name, limits }: { name: string; limits: Pick<DocumentLimits, 'depth'> },
  handler: XmlHandler,
): Promise<boolean> => {
  let depth = 0
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        if (++depth > limits.depth) throw new DocumentError('too-large')
        handler.open(localName(tag), attributes)
      },
      ontext: (data) => handler.text(data),
      onclosetag: (tag) => {
        depth--
        handler.close(localName(tag))
      },
      onprocessinginstruction: (instruction) => {
        if (instruction.toLowerCase().startsWith('!doctype')) throw new DocumentError('broken')
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  return archive.read(name, (text) => parser.write(text)).then((there) => {
    if (depth > 0) throw new DocumentError('broken')
    parser.end()
    return there
  })
}

/** The attribute of a local name, whatever its prefix. */
export const attributeOf = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1]
