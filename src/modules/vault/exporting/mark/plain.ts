const invisible = /\p{Cf}/gu
const gaps = /\s+/gu

/** A text as two ways of writing it share it: half width, no gaps, nothing invisible, small letters. */
export const plain = (text: string): string => text.normalize('NFKC').replaceAll(invisible, '').replaceAll(gaps, '').toLowerCase()

/** The same, with its gaps: for what has a place in it. */
export const tidy = (text: string): string => text.replaceAll(invisible, '').replaceAll(gaps, ' ').trim()
