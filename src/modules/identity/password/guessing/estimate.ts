import { type MatchExtended, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { brands } from './dictionary/brands.ts'
import { fullNames, nameParts } from './dictionary/names.ts'
import { numbers, walks } from './dictionary/numbers.ts'
import { syllables, words } from './dictionary/pinyin.ts'
import { places } from './dictionary/places.ts'
import { type Hint, mostHints } from './hints.ts'
import { pieceCounter } from './pieces.ts'

export type Guessability = {
  /** 0 (guessed at once) to 4, as zxcvbn counts. */
  score: number
  /** See `pieceCounter`. */
  pieces: number
  /** Why, the gravest first. */
  hints: readonly Hint[]
}

/**
 * Characters that are looked at: the work grows with the square of the length, and whoever has 64 characters that are
 * hard to guess needs no more.
 */
export const judgedCharacters = 64

/** Readings of signs as letters that are tried: a sixth of the work of the usual hundred where everything is a sign. */
const mostSubstitutions = 20

/** Leaked passwords that count as one piece: the commonest, which are words. */
const commonPasswords = 5000

const hintOfDictionary: Readonly<Record<string, Hint>> = {
  'passwords-common': 'leaked',
  'diceware-common': 'word',
  userInputs: 'own',
  fullNames: 'name',
  nameParts: 'name',
  words: 'pinyin',
  syllables: 'pinyin',
  places: 'place',
  brands: 'brand',
  numbers: 'number',
  walks: 'keyboard',
}

const hintsOf = (match: MatchExtended): readonly Hint[] => {
  switch (match.pattern) {
    case 'dictionary': {
      const hint = hintOfDictionary[String(match['dictionaryName'])]
      return [...(hint === undefined ? [] : [hint]), ...(match['l33t'] === true ? (['swap'] as const) : [])]
    }
    case 'spatial':
      return ['keyboard']
    case 'repeat':
      return ['repeat']
    case 'sequence':
    case 'wordSequence':
      return ['sequence']
    case 'date':
    case 'regex':
      return ['date']
    default:
      return []
  }
}

/** What covers most of the password comes first. */
const named = (sequence: readonly MatchExtended[]): readonly Hint[] =>
  [...new Set(sequence.toSorted((a, b) => b.token.length - a.token.length).flatMap(hintsOf))].slice(0, mostHints)

/**
 * Makes the estimator: zxcvbn with the common passwords and words that come with it and the Chinese dictionary of this
 * folder. Without edit distances, which cost seconds.
 * @returns a function of a normalised password and of names that its owner would think of
 */
export const createEstimator = (): ((password: string, names: readonly string[]) => Guessability) => {
  const zxcvbn = new ZxcvbnFactory({
    dictionary: {
      ...dictionary,
      words: [...words],
      fullNames: [...fullNames],
      nameParts: [...nameParts],
      places: [...places],
      brands: [...brands],
      numbers: [...numbers],
      walks: [...walks],
      syllables: [...syllables],
    },
    graphs: { qwerty: adjacencyGraphs.qwerty, keypad: adjacencyGraphs.keypad },
    useLevenshteinDistance: false,
    l33tMaxSubstitutions: mostSubstitutions,
    maxLength: judgedCharacters,
  })
  const common = dictionary['passwords-common'].slice(0, commonPasswords).filter((word) => /[a-z]{3}/i.test(word))
  const countPieces = pieceCounter([common, words, fullNames, places, brands, numbers, walks].flat())
  return (password, names) => {
    const judged = [...password].slice(0, judgedCharacters).join('')
    const { score, sequence } = zxcvbn.check(judged, [...names])
    return { score, pieces: countPieces(judged), hints: named(sequence) }
  }
}
