/** Signs and digits that stand for letters. */
const swaps: Readonly<Record<string, string>> = {
  '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't',
}

/** Shorter pieces are no shorter to guess than their characters. */
const shortest = 3

/** Stands for a piece, in a text that was made lower case and holds no line break. */
const gap = '\n'

/** Puts a gap where a piece stood, the longest first, so that no new piece forms across it. */
const withGaps = (text: string, pieces: ReadonlySet<string>, longest: number): string => {
  let rest = text
  for (let length = Math.min(longest, rest.length); length >= shortest; length -= 1) {
    for (let at = 0; at + length <= rest.length; at += 1) {
      if (pieces.has(rest.slice(at, at + length))) rest = rest.slice(0, at) + gap + rest.slice(at + length)
    }
  }
  return rest
}

/**
 * Counts what somebody who knows the common pieces has to get right: every piece, date or year is one thing like a
 * single character, a repetition is what is repeated. `Password@2026` is three things.
 * @param common pieces in lower case
 * @returns a function of a normalised password
 */
export const pieceCounter = (common: Iterable<string>): ((password: string) => number) => {
  const pieces = new Set([...common].filter((piece) => piece.length >= shortest))
  const longest = Math.max(...[...pieces].map(({ length }) => length))
  const count = (text: string): number => [...withGaps(text, pieces, longest)].length
  return (password) => {
    const folded = password
      .toLowerCase()
      .replaceAll(gap, ' ')
      .replace(/(.{3,})\1+/gu, '$1')
      .replace(/(.)\1{2,}/gu, '$1')
      .replace(/(19|20)\d\d[-./]?(0[1-9]|1[0-2])[-./]?(0[1-9]|[12]\d|3[01])/g, gap)
      .replace(/(19|20)\d\d/g, gap)
    // The lesser of two readings: digits and signs may stand for letters or for themselves.
    const unswapped = folded.replace(/[@431!0$57]/g, (char) => swaps[char] ?? char)
    return Math.min(count(folded), count(unswapped))
  }
}
