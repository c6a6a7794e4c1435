/**
 * Samples as rows of a sparse matrix: from `starts[i]` to `starts[i + 1]`, `columns` names the features of row `i` and
 * `values` says how strong each is.
 */
export type Rows = { starts: Int32Array; columns: Int32Array; values: Float64Array; features: number }

/** Weights per feature; the last one is the bias. */
export type Weights = Float64Array

const ROUNDS = 60
const INNER_ROUNDS = 100
/** How far the weights may be from the best ones, as a gradient. */
export const FINE = 0.1
export const COARSE = 1

/** Xorshift: the order of samples must be the same on every machine. */
const randomOrder = (size: number): ((order: Int32Array) => void) => {
  let state = 0x9e3779b9
  const next = (bound: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
  return (order) => {
    for (let at = size - 1; at > 0; at--) {
      const other = next(at + 1)
      const held = order[at] ?? 0
      order[at] = order[other] ?? 0
      order[other] = held
    }
  }
}

/**
 * L2-regularised logistic regression by coordinate descent on the dual (Yu, Huang and Lin 2011, "Dual coordinate
 * descent methods for logistic regression and maximum entropy models", algorithm 5). Deterministic.
 *
 * @param truths 1 where the sample belongs to the class, else -1
 * @param costs how much a wrong sample costs, one figure per sample; larger fits closer
 * @param tolerance when to stop: FINE, or COARSE where the order of size is enough
 */
export const fitLogistic = (rows: Rows, truths: Int8Array, costs: Float64Array, tolerance = FINE): Weights => {
  const { starts, columns, values, features } = rows
  const size = truths.length
  const weights = new Float64Array(features + 1)
  const alpha = new Float64Array(size * 2)
  const order = Int32Array.from({ length: size }, (_, index) => index)
  const shuffle = randomOrder(size)

  const add = (row: number, amount: number): void => {
    const stop = starts[row + 1] ?? 0
    for (let at = starts[row] ?? 0; at < stop; at++) {
      const column = columns[at] ?? 0
      weights[column] = (weights[column] ?? 0) + amount * (values[at] ?? 0)
    }
    weights[features] = (weights[features] ?? 0) + amount
  }
  const margin = (row: number): number => {
    let sum = weights[features] ?? 0
    const stop = starts[row + 1] ?? 0
    for (let at = starts[row] ?? 0; at < stop; at++) sum += (weights[columns[at] ?? 0] ?? 0) * (values[at] ?? 0)
    return sum
  }

  const squares = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    const stop = starts[row + 1] ?? 0
    let sum = 1
    for (let at = starts[row] ?? 0; at < stop; at++) sum += (values[at] ?? 0) ** 2
    squares[row] = sum
    const cost = costs[row] ?? 0
    const first = Math.min(0.001 * cost, 1e-8)
    alpha[row * 2] = first
    alpha[row * 2 + 1] = cost - first
    add(row, (truths[row] ?? 0) * first)
  }
  let innerTolerance = 1e-2
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order)
    let steps = 0
    let worst = 0
    for (const row of order) {
      const cost = costs[row] ?? 0
      const truth = truths[row] ?? 0
      const squared = squares[row] ?? 1
      const slope = truth * margin(row)
      const flipped = 0.5 * squared * ((alpha[row * 2 + 1] ?? 0) - (alpha[row * 2] ?? 0)) + slope < 0
      const sign = flipped ? -1 : 1
      const mine = row * 2 + (flipped ? 1 : 0)
      const other = row * 2 + (flipped ? 0 : 1)
      const before = alpha[mine] ?? 0
      let value = cost - before < 0.5 * cost ? 0.1 * before : before
      let gradient = squared * (value - before) + sign * slope + Math.log(value / (cost - value))
      worst = Math.max(worst, Math.abs(gradient))
      let inner = 0
      while (inner < INNER_ROUNDS && Math.abs(gradient) >= innerTolerance) {
        const step = value - gradient / (squared + cost / (cost - value) / value)
        value = step <= 0 ? value * 0.1 : step
        gradient = squared * (value - before) + sign * slope + Math.log(value / (cost - value))
        inner++
        steps++
      }
      if (inner === 0) continue
      alpha[mine] = value
      alpha[other] = cost - value
      add(row, sign * (value - before) * truth)
    }
    if (worst < tolerance) break
    if (steps <= size / 10) innerTolerance = Math.max(1e-8, 0.1 * innerTolerance)
  }
  return weights
}
