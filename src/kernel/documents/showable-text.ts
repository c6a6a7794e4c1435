import type { Faces } from './faces.ts'

/** GETA MARK (JIS X 0208, 2-14): in print, the sign for a character that the font lacks. */
const LACKING = '〓'

/** Invisible on purpose: variation selectors, joiners, marks of direction. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu

/** Controls: the fonts have empty glyphs for some of them. */
const control = /\p{Cc}/u

/** Composes marks, and leaves line breaks and spaces as the only controls that are not shown. */
export const normalised = (text: string): string =>
  text.normalize('NFC').replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll('\t', ' ').replace(invisible, '')

/**
 * A function that makes text showable: what no font has becomes 〓, and is remembered.
 * @returns the function, and the characters that were lacking, in the order of their first use
 */
export const createShower = (faces: Faces): { show: (text: string) => string; lacking: ReadonlySet<number> } => {
  const lacking = new Set<number>()
  const show = (text: string): string => {
    let shown = ''
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0
      const lacks = character !== '\n' && (control.test(character) || faces.faceOf(codePoint, 'regular') === undefined)
      if (lacks) lacking.add(codePoint)
      shown += lacks ? LACKING : character
    }
    return shown
  }
  return { show, lacking }
}
