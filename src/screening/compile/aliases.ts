import type { Evasions } from './schema.ts'

type Sources = { evasions: Evasions; spelled: readonly string[]; fold: (text: string) => string }

type Alias = [disguise: string, plain: string]

/** Longest alias that the matcher takes. */
const MOST = 24

/** The word with each character that has a look-alike replaced by it, one at a time. */
const withLookAlikes = (word: string, lookAlikes: ReadonlyMap<string, string>): string[] =>
  [...word].flatMap((char, at) => {
    const other = lookAlikes.get(char)
    return other === undefined ? [] : [word.slice(0, at) + other + word.slice(at + 1)]
  })

/**
 * Everything that is rewritten letter by letter: the spellings of evasions.yaml, split characters, and the words that
 * rules spell out with a look-alike in them. A spelling that the rules spell out themselves is no disguise.
 */
export const aliasesOf = ({ evasions, spelled, fold }: Sources): Alias[] => {
  const { rare, common } = evasions.look_alikes
  const folded = (table: Readonly<Record<string, string>>): Map<string, string> =>
    new Map(Object.entries(table).map(([plain, other]) => [fold(plain), fold(other)]))
  const [anywhere, inLongWords] = [folded(rare), folded({ ...common, ...rare })]
  const words = new Set(spelled)
  const aliases = new Map<string, string>()
  const add = (alias: string, word: string): void => {
    if (alias !== word && alias.length <= MOST && !aliases.has(alias)) aliases.set(alias, word)
  }
  for (const [plain, spellings] of Object.entries(evasions.aliases)) {
    for (const one of spellings) add(fold(one.toLowerCase()), fold(plain))
  }
  for (const [plain, parts] of Object.entries(evasions.components)) add(fold(parts), fold(plain))
  for (const word of spelled) {
    for (const alias of withLookAlikes(word, word.length > 2 ? inLongWords : anywhere)) {
      if (!words.has(alias)) add(alias, word)
    }
  }
  return [...aliases]
}
