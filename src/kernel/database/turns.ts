/** Lets callers through one after another, in the order in which they came. */
export type Turns = {
  /** Resolves when it is the caller's turn, with the function that ends it. Rejects when waiting longer than `waitMs`. */
  take(waitMs: number): Promise<() => void>
}

/** `late` makes the error for a caller whose turn did not come in time. */
export function createTurns(late: () => Error): Turns {
  const waiting: (() => void)[] = []
  let taken = false

  function pass(): void {
    const next = waiting.shift()
    if (next === undefined) taken = false
    else next()
  }

  function turn(): () => void {
    let ended = false
    return () => {
      if (ended) return
      ended = true
      pass()
    }
  }

  return {
    take(waitMs) {
      if (!taken) {
        taken = true
        return Promise.resolve(turn())
      }
      return new Promise((resolve, reject) => {
        const begin = () => {
          clearTimeout(timer)
          resolve(turn())
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(begin), 1)
          reject(late())
        }, waitMs)
        waiting.push(begin)
      })
    },
  }
}
