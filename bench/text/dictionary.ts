import { randomOf } from './random.ts'
import type { CompiledPacks } from '../../src/screening/index.ts'

/** Phrases of modern Chinese that OpenCC knows (opencc-js, Apache-2.0), simplified, 2 to 8 characters. */
const phrases = async (): Promise<string[]> => {
  const { default: list } = await import('opencc-js/dict/STPhrases')
  return list.split('|').map((pair) => pair.split(' ')[0] ?? '')
}

/**
 * Dictionary of `size` terms of 2 to 10 characters, the same for the same seed: the words that the rules spell out come
 * first, then phrases of OpenCC, then pairs of both.
 */
export const dictionaryOf = async (packs: CompiledPacks, size: number, seed: number): Promise<string[]> => {
  const random = randomOf(seed)
  const fits = (word: string): boolean => /^[\u4e00-\u9fff]{2,10}$/.test(word)
  const shuffled = (words: readonly string[]): string[] => {
    const copy = words.filter(fits)
    for (let at = copy.length - 1; at > 0; at--) {
      const other = random(at + 1)
      const one = copy[at] ?? ''
      copy[at] = copy[other] ?? ''
      copy[other] = one
    }
    return copy
  }
  const own = shuffled(packs.sounds.words.split(' '))
  const general = shuffled(await phrases())
  // Half and half: a company's list has words of its trade and words of the rules.
  const words = new Set<string>()
  for (let at = 0; words.size < size && at < Math.max(own.length, general.length); at++) {
    for (const list of [own, general]) {
      const word = list[at]
      if (word !== undefined && words.size < size) words.add(word)
    }
  }
  while (words.size < size) words.add(`${own[random(own.length)]}${general[random(general.length)]}`.slice(0, 10))
  return [...words]
}
