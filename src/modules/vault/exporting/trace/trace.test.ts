import { createSecretKey, hash, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { marked, orderSecret } from '../mark/export-mark.ts'
import { referenceCode } from '../mark/reference-code.ts'
import { customerValues } from '../mark/values.fixture.ts'
import { logScore, named } from './evidence.ts'
import { accuse, compare, glanceOf, shortlist, type Suspect } from './judge.ts'
import { readLeak } from './leak.ts'

/** The same lots at every run. */
const lots = (seed: number) => {
  let state = seed * 2_654_435_761 + 1
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const shuffled = <One>(list: readonly One[]): One[] =>
    list.map((one) => ({ one, at: next() })).toSorted((a, b) => a.at - b.at).map(({ one }) => one)
  return { next, shuffled }
}

const columns = ['name', 'mobile', 'email', 'address', 'landline'] as const
type Made = { id: number; key: KeyObject; rows: readonly { seed: number; cells: readonly string[] }[] }

/** An export of customers `from` to `from + count`, in its own order. */
const exportOf = (id: number, from: number, count: number): Made => {
  const key = createSecretKey(Buffer.from(hash('sha256', `export ${id}`, 'buffer')))
  const secret = orderSecret(key)
  const order = (seed: number): string => hash('sha256', `${secret}${seed}`)
  const seeds = Array.from({ length: count }, (_, index) => from + index).toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
  const rows = seeds.map((seed) => {
    const values = customerValues(seed)
    return {
      seed,
      cells: [
        referenceCode(key, String(seed)),
        ...columns.map((kind) => marked(key, kind, values.find((field) => field.kind === kind)?.value ?? '')),
      ],
    }
  })
  return { id, key, rows }
}

/** Fifty exports hold the same customers, the others overlap by half with the next. */
const exports = Array.from({ length: 200 }, (_, id) => exportOf(id, id < 50 ? 0 : (id - 49) * 150, 300))
const placesIn = new Map(exports.map((one) => [one.id, new Map(one.rows.map(({ cells }, at) => [cells[2], at]))]))

const traced = (leakedRows: readonly (readonly string[])[]) => {
  const leak = readLeak(leakedRows)
  const suspects = exports.map((one): Suspect<number> => {
    const places = placesIn.get(one.id)
    const positions = leak.identified.flatMap((row) => {
      const at = places?.get(row.find(({ kind }) => kind === 'mobile')?.value ?? '')
      return at === undefined ? [] : [at]
    })
    return { id: one.id, key: one.key, positions }
  })
  const glance = glanceOf(leak)
  const glanced = suspects.map((suspect) => compare(glance, suspect))
  const near = new Set(shortlist(glanced))
  return accuse(glanced, suspects.filter(({ id }) => near.has(id)).map((suspect) => compare(leak, suspect)))
}

type Leaking = (rows: readonly (readonly string[])[], seed: number) => readonly (readonly string[])[]

/** More of them with TRACE_TRIALS, for a figure instead of a test. */
const trials = Number(process.env['TRACE_TRIALS'] ?? 3)

/** What people do to a file before they pass it on. */
const ways: Readonly<Record<string, Leaking>> = {
  'as it is, the number of the row taken out': (rows) => rows.map((cells) => cells.slice(1)),
  'shuffled, half of the columns left': (rows, seed) => {
    const { shuffled } = lots(seed)
    const left = new Set(shuffled([1, 3, 4, 5]).slice(0, 2))
    return shuffled(rows).map((cells) => cells.filter((_, at) => at === 2 || left.has(at)))
  },
  'sorted by the phone number, names and numbers alone': (rows) =>
    rows.map((cells) => [cells[1] ?? '', cells[2] ?? '']).toSorted((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1)),
  'saved as CSV by a tool that trims, folds width and takes invisible signs away': (rows, seed) =>
    lots(seed).shuffled(rows).map((cells) => cells.slice(1).map((cell) => cell.normalize('NFKC').replaceAll(/\p{Cf}/gu, '').trim())),
  'every gap taken out, letters made small, addresses and mails alone': (rows, seed) =>
    lots(seed).shuffled(rows).map((cells) => [cells[3] ?? '', cells[4] ?? ''].map((cell) => cell.replaceAll(/\s/g, '').toLowerCase())),
  'merged with as many rows from elsewhere': (rows, seed) =>
    lots(seed).shuffled([
      ...rows.map((cells) => cells.slice(1)),
      ...rows.map((_, at) => customerValues(900_000 + seed * 1_000 + at).map(({ value }) => value)),
    ]),
}

describe('tracing a leaked file (DAT-4)', () => {
  it.each(Object.entries(ways))('names the one of 200 exports from 200 rows, %s', (_, leaking) => {
    for (let trial = 0; trial < trials; trial += 1) {
      const source = exports[(trial * 37 + 3) % exports.length]
      const from = source === undefined ? [] : source.rows.slice((trial % 10) * 10, (trial % 10) * 10 + 200)
      const accused = traced(leaking(from.map(({ cells }) => cells), trial))
      expect(accused.map(({ id }) => id)).toEqual([source?.id])
    }
  })

  it('names it by a single number of a row', () => {
    const [first] = exports[60]?.rows ?? []
    expect(traced([[first?.cells[0] ?? '']]).map(({ id }) => id)).toEqual([60])
  })

  it('names both of two exports whose rows were mixed', () => {
    const rows = [...(exports[70]?.rows.slice(0, 150) ?? []), ...(exports[120]?.rows.slice(0, 150) ?? [])]
    const mixed = lots(5).shuffled(rows.map(({ cells }) => cells.slice(1)))
    expect(traced(mixed).map(({ id }) => id).toSorted()).toEqual([120, 70])
  })

  it('accuses nobody by the customers alone: a list of the same people from elsewhere is from none', () => {
    for (const from of [0, 150, 3_000]) {
      const elsewhere = Array.from({ length: 200 }, (_, at) => customerValues(from + at).map(({ value }) => value))
      expect(traced(elsewhere)).toEqual([])
    }
  })

  it('says nothing where the marks are gone: numbers alone, sorted', () => {
    const numbers = (exports[80]?.rows ?? []).map(({ cells }) => [cells[2] ?? '']).toSorted()
    expect(traced(numbers)).toEqual([])
  })

  it('says nothing of ten rows without their numbers', () => {
    const rows = (exports[0]?.rows ?? []).slice(0, 10).map(({ cells }) => [cells[1] ?? '', cells[2] ?? ''])
    expect(traced(rows)).toEqual([])
  })
})

describe('the bound on false accusations (DAT-4)', () => {
  it.each([0.5, 1 / 32, 1 / 1024])('is a bet that a file from elsewhere wins nothing by: its score expects one at odds %f', (odds) => {
    for (const trials of [1, 2, 7, 40]) {
      let [expected, chance] = [0, (1 - odds) ** trials]
      for (let agreed = 0; agreed <= trials; agreed += 1) {
        expected += chance * Math.exp(logScore({ agreed, trials, odds }))
        chance *= ((trials - agreed) / (agreed + 1)) * (odds / (1 - odds))
      }
      expect(expected).toBeCloseTo(1, 6)
    }
  })

  it('holds for all exports together, however many there are', () => {
    const strong = (share: number) => ({ export: share, logScore: Math.log(1e7), share })
    expect(named([strong(0.5)])).toHaveLength(1)
    expect(named(Array.from({ length: 100 }, () => strong(0.01)))).toEqual([])
  })
})
