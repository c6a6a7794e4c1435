import { randomOf } from './random.ts'

/** A text as people post it: some sentences, 30 to 200 characters. */
const SENTENCES_A_TEXT = 6

/** Context of the chain: with four units it repeats known wording, with two it babbles. */
const ORDER = 3

const END = '。'

type Chain = Map<string, string[]>

const chainOf = (sentences: readonly string[]): Chain => {
  const chain: Chain = new Map()
  for (const sentence of sentences) {
    const padded = `${END.repeat(ORDER)}${sentence}${END}`
    for (let at = ORDER; at < padded.length; at++) {
      const key = padded.slice(at - ORDER, at)
      const known = chain.get(key)
      if (known === undefined) chain.set(key, [padded[at] ?? END])
      else known.push(padded[at] ?? END)
    }
  }
  return chain
}

/** The string in one piece, as it comes out of a file or a request; strings glued together are read more slowly. */
const flat = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')

/**
 * Makes texts of at least `characters` units altogether, the same for the same seed: every second sentence is one of
 * `sentences` as it stands, the others come from a chain of order three over them, so that pairs and triples of
 * characters are as frequent as in the original while the sentences differ.
 */
export const chineseTexts = (sentences: readonly string[], characters: number, seed: number): string[] => {
  const random = randomOf(seed)
  const chain = chainOf(sentences)
  const babble = (): string => {
    let out = END.repeat(ORDER)
    while (out.length < 120) {
      const options = chain.get(out.slice(-ORDER)) ?? [END]
      const next = options[random(options.length)] ?? END
      if (next === END) break
      out += next
    }
    return out.slice(ORDER)
  }
  const texts: string[] = []
  for (let made = 0; made < characters; ) {
    const parts = Array.from({ length: 1 + random(SENTENCES_A_TEXT) }, (_, index) =>
      index % 2 === 0 ? babble() : (sentences[random(sentences.length)] ?? ''),
    )
    const text = flat(`${parts.join(END)}${END}`)
    made += text.length
    texts.push(text)
  }
  return texts
}
