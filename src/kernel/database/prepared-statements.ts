import { limits } from './limits.ts'

/**
 * Which statements a session keeps prepared. A statement that comes again and again is parsed and planned once; what comes
 * once or twice, or never the same way, is not kept, since each one holds memory on the server as long as the session lives.
 */
export type PreparedStatements = {
  /** The name under which the session is to keep this statement, or undefined where it is to be sent as it is. */
  nameFor(session: object, text: string): string | undefined
  /** Lets every session prepare anew: a migration changed the columns of something that a kept statement gives back. */
  startAgain(): void
}

/**
 * An upsert that names a partial unique index by a condition with a parameter. Planned for whatever the parameter may be, it
 * matches no index and fails.
 */
const namesIndexByParameter = /\bon conflict\b(?:(?!\bdo\b)[^])*\$\d/i

type Known = { generation: number; seen: Map<string, number>; names: Map<string, string> }

export function createPreparedStatements(): PreparedStatements {
  const known = new WeakMap<object, Known>()
  let generation = 0

  function knownOf(session: object): Known {
    let own = known.get(session)
    if (own === undefined || own.generation !== generation) {
      own = { generation, seen: new Map(), names: new Map() }
      known.set(session, own)
    }
    return own
  }

  return {
    nameFor(session, text) {
      const { seen, names } = knownOf(session)
      const name = names.get(text)
      if (name !== undefined) return name
      if (names.size >= limits.preparedStatements || text.length > limits.preparedLength) return undefined
      const times = (seen.get(text) ?? 0) + 1
      if (times < limits.prepareAfter) {
        // Statements that never come twice must not fill the memory of this process either.
        if (seen.size >= limits.preparedStatements * 4) seen.clear()
        seen.set(text, times)
        return undefined
      }
      if (namesIndexByParameter.test(text)) return undefined
      seen.delete(text)
      const fresh = `weidun_${generation}_${names.size}`
      names.set(text, fresh)
      return fresh
    },
    startAgain() {
      generation += 1
    },
  }
}
