import { readFile } from 'node:fs/promises'
import { create, type Font } from 'fontkit'

/** Regular and bold hold GB/T 2312, Latin and signs; `rare` the other Han characters, in one weight. */
export type FaceName = 'regular' | 'bold' | 'rare'

/** A font, ready to be measured and embedded. */
type Face = {
  bytes: Buffer
  has: (codePoint: number) => boolean
  /** Width of a character as a share of the size of the text. */
  advance: (codePoint: number) => number
}

/** Where build/document-fonts.ts puts them. */
const folder = new URL('../../../dist/documents/', import.meta.url)

const open = async (name: FaceName): Promise<Face> => {
  const bytes = await readFile(new URL(`${name}.otf`, folder))
  const font = create(bytes)
  if (!('characterSet' in font)) throw new Error(`dist/documents/${name}.otf is a collection; build it again`)
  return { bytes, has: coverageOf(font), advance: advancesOf(font) }
}

const coverageOf = (font: Font): Face['has'] => {
  const covered = new Set(font.characterSet)
  return (codePoint) => covered.has(codePoint)
}

const advancesOf = (font: Font): Face['advance'] => {
  const known = new Map<number, number>()
  return (codePoint) => {
    const before = known.get(codePoint)
    if (before !== undefined) return before
    const width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm
    known.set(codePoint, width)
    return width
  }
}

const opened = new Map<FaceName, Promise<Face>>()

/** A face, read once in the life of the program. */
const face = (name: FaceName): Promise<Face> => {
  const before = opened.get(name)
  if (before !== undefined) return before
  const reading = open(name)
  opened.set(name, reading)
  // What could not be read is tried again by the next document.
  reading.catch(() => opened.delete(name))
  return reading
}

export type Faces = {
  /** The face that shows a character in a weight; none shows some. */
  faceOf: (codePoint: number, weight: 'regular' | 'bold') => FaceName | undefined
  advance: (name: FaceName, codePoint: number) => number
  /** The bytes of each face that was read. */
  bytes: ReadonlyMap<FaceName, Buffer>
}

/**
 * The faces that a text needs: the big one of rare characters is read only where there is one.
 * @throws Error where the build has not made the fonts
 */
export const facesFor = async (text: string): Promise<Faces> => {
  const [regular, bold] = await Promise.all([face('regular'), face('bold')])
  const faces = new Map<FaceName, Face>([['regular', regular], ['bold', bold]])
  if ([...text].some((character) => !regular.has(character.codePointAt(0) ?? 0))) faces.set('rare', await face('rare'))
  return {
    faceOf: (codePoint, weight) =>
      [weight, 'rare' as const].find((name) => faces.get(name)?.has(codePoint) === true),
    advance: (name, codePoint) => faces.get(name)?.advance(codePoint) ?? 0,
    bytes: new Map([...faces].map(([name, { bytes }]) => [name, bytes])),
  }
}
