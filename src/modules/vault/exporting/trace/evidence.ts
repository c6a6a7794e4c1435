/**
 * How strongly a leaked file speaks for one export. A file that was not made from an export knows nothing of its key, so
 * whether its writings agree with that key is a fair coin for each distinct value: whatever they are, and however the file
 * came about. The figures here are betting scores against that (e-values): each has an expectation of one for such a file, so
 * that by Markov's inequality a score of a million comes up in at most one such file in a million.
 */

/** Trials with the same odds of agreeing by chance, and how many agreed. */
export type Tally = { agreed: number; trials: number; odds: number }

/** Shares of values whose mark is still there that a bet is placed on; the rest were written anew, or come from elsewhere. */
const survivals = [0.03, 0.1, 0.25, 0.45, 0.7, 0.9, 0.99]
/** Part of the stake that stays put: for marks of a kind that did not survive at all. */
const kept = 0.3

const logSum = (logs: readonly number[]): number => {
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - most), 0))
}

/**
 * The natural logarithm of the score of one kind of mark: a mixture over how much of it survived.
 * @returns 0 where there is nothing to judge
 */
export const logScore = ({ agreed, trials, odds }: Tally): number => {
  if (trials === 0) return 0
  const bets = survivals.map((survival) => {
    const rate = survival + (1 - survival) * odds
    return agreed * Math.log(rate / odds) + (trials - agreed) * Math.log((1 - rate) / (1 - odds)) + Math.log((1 - kept) / survivals.length)
  })
  return logSum([Math.log(kept), ...bets])
}

/** Kinds of mark are independent for a file from elsewhere, so that their scores multiply. */
export const logScoreOf = (tallies: Iterable<Tally>): number => [...tallies].reduce((sum, tally) => sum + logScore(tally), 0)

/** An accusation that is wrong may come up in one file of so many. */
export const falseAccusation = 1e-6

export type Scored<Export> = { export: Export; logScore: number; share: number }

/**
 * Which exports are named. All exports share one stake; a share may hang on what the file holds and on nothing that hangs on a key:
 * so the bound is for all exports together, and customers that two exports share accuse nobody.
 * @returns the named ones, strongest first; `log10` is the bound on a false accusation of anybody, as a power of ten
 */
export const named = <Export>(scored: readonly Scored<Export>[]): readonly { export: Export; log10: number }[] =>
  scored
    .map((one) => ({ export: one.export, log10: -(one.logScore + Math.log(one.share)) / Math.LN10 }))
    .filter(({ log10 }) => log10 <= Math.log10(falseAccusation))
    .toSorted((a, b) => a.log10 - b.log10)

/** Pairs of neighbours in a file that stand as in the export: fair coins, since no row is in two pairs. */
export const orderTally = (positions: readonly number[]): Tally => {
  let [agreed, trials] = [0, 0]
  for (let at = 0; at + 1 < positions.length; at += 2) {
    const [first, second] = [positions[at], positions[at + 1]]
    if (first === undefined || second === undefined || first === second) continue
    trials += 1
    if (first < second) agreed += 1
  }
  return { agreed, trials, odds: 0.5 }
}
