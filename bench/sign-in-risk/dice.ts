import { randomOf } from '../text/random.ts'

/** Chance that is the same for the same seed. */
export type Dice = {
  /** Whole number below `limit`. */
  below: (limit: number) => number
  /** From 0 to 1. */
  share: () => number
  /** True in that share of cases. */
  is: (share: number) => boolean
  one: <Value>(values: readonly Value[]) => Value
  /** One of the keys, as often as its weight says. */
  weighted: <Key extends string>(weights: Readonly<Record<Key, number>>) => Key
  /** Around the mean, bell-shaped. */
  around: (mean: number, deviation: number) => number
  word: (prefix: string) => string
}

export const diceOf = (seed: number): Dice => {
  const below = randomOf(seed)
  const share = (): number => below(1_000_003) / 1_000_003
  const one = <Value>(values: readonly Value[]): Value => {
    const value = values[below(values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
  const weighted = <Key extends string>(weights: Readonly<Record<Key, number>>): Key => {
    const keys = Object.keys(weights) as Key[]
    let left = share() * keys.reduce((sum, key) => sum + weights[key], 0)
    return keys.find((key) => (left -= weights[key]) < 0) ?? one(keys)
  }
  return {
    below,
    share,
    is: (part) => share() < part,
    one,
    weighted,
    around: (mean, deviation) => mean + deviation * (share() + share() + share() + share() - 2) * Math.sqrt(3),
    word: (prefix) => `${prefix}${below(0x7fffffff).toString(36)}`,
  }
}
