import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/reference/asvs.md', 'utf8')

/** Rows of the tables: six cells that begin with the number of a requirement. */
const rows = page.split('\n').flatMap((line) => {
  const [id = '', level = '', requirement = '', state = '', how = '', proof = '', ...more] = line.split('|').slice(1, -1).map((cell) => cell.trim())
  return /^\d+\.\d+\.\d+$/.test(id) ? [{ id, level, requirement, state, how, proof, more }] : []
})

const found = (path: string): string | undefined => [path, `src/modules/identity/${path}`].find((candidate) => existsSync(candidate))

/** How many requirements of level 1 and 2 each section of ASVS 5.0.0 has; they are numbered from 1, level 3 mostly last. */
const sections = [
  ['6.1', 3], ['6.2', 12], ['6.3', 4], ['6.4', 4], ['6.5', 5], ['6.6', 3], ['6.8', 4],
  ['7.1', 3], ['7.2', 4], ['7.3', 2], ['7.4', 5], ['7.5', 2], ['7.6', 2],
  ['8.1', 2], ['8.2', 3], ['8.3', 1], ['8.4', 1],
] as const

describe('the table of OWASP ASVS 5.0.0', () => {
  it('names every requirement of level 1 and 2 of chapters V6 to V8 once, in order', () => {
    const wanted = sections.flatMap(([section, count]) => Array.from({ length: count }, (_, at) => `${section}.${at + 1}`))
    expect(rows.map(({ id }) => id)).toEqual(wanted)
  })

  it.each(rows)('$id has a level, a state and six cells', ({ level, requirement, state, more }) => {
    expect(['1', '2']).toContain(level)
    expect(['met', 'partly', 'not met', 'none of it here']).toContain(state)
    expect(requirement).not.toBe('')
    expect(more).toEqual([])
  })

  it.each(rows)('$id names files that exist', ({ how }) => {
    const paths = [...how.matchAll(/`([^`]+\.(?:tsx?|md|yaml))`/g)].map(([, path = '']) => path)
    expect(paths.filter((path) => found(path) === undefined)).toEqual([])
  })

  it.each(rows)('$id names tests that exist', ({ proof }) => {
    const named = [...proof.matchAll(/`([^`]+)`: "([^"]+)"/g)].map(([, path = '', title = '']) => ({ path, title }))
    expect(named.length > 0).toBe(proof !== '-')
    const missing = named.filter(({ path, title }) => {
      const file = found(path)
      if (file === undefined) return true
      const source = readFileSync(file, 'utf8')
      return !["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))
    })
    expect(missing).toEqual([])
  })
})
