import { describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import { checkRow } from './check-row.ts'
import { guessColumns } from './columns.ts'
import { faults } from './faults.ts'
import { malformedFiles } from './malformed.fixture.ts'
import { openTable } from './reading/open-table.ts'
import { sourceOf } from './reading/table.ts'
import { UnreadableFile, unreadableReasons } from './reading/unreadable-file.ts'

const consent = { basis: 'consent', separate: true, guardian: true } as const
const now = new Date('2026-06-01T02:00:00Z')

/** What an import finds wrong with a file, the reading and judging that the jobs do: a reason for the whole, or codes of rows. */
const wrongIn = async (bytes: Uint8Array): Promise<string[]> => {
  try {
    const table = await openTable(sourceOf(bytes))
    const columns = guessColumns(table.headings)
    const found = new Set<string>()
    let [position, read] = [table.first as typeof table.first | null, 0]
    while (position !== null) {
      const { rows, next } = await table.read(position, 100)
      read += rows.length
      position = next
      for (const row of rows) {
        const checked = checkRow(row, columns, consent, now)
        if ('faults' in checked) for (const { code } of checked.faults) found.add(code)
      }
    }
    if (read === 0) throw new UnreadableFile('no-rows')
    return [...found]
  } catch (error) {
    // Anything else is a defect, and fails the test.
    if (error instanceof UnreadableFile) return [error.why]
    throw error
  }
}

describe('malformed files (DAT-5)', () => {
  const files = malformedFiles()

  it('are more than 500 different ones', () => {
    expect(new Set(files.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))).size).toBeGreaterThan(500)
  })

  it('are each answered with a reason that says what to do', async () => {
    const wrong: string[] = []
    for (const { name, bytes, expect: expected } of files) {
      const found = await wrongIn(bytes).catch((error: unknown) => [`threw ${String(error)}`])
      if (!found.some((code) => expected.includes(code))) wrong.push(`${name}: ${found.join()}, expected ${expected.join()}`)
    }
    expect(wrong).toEqual([])
  })

  it('have a sentence in both languages for every reason, and no place for a value in any', () => {
    const sentences = [...Object.values(unreadableReasons), ...Object.values(faults).flatMap(({ wrong, todo }) => [wrong, todo])]
    for (const { zh, en } of sentences) {
      expect(zh.length).toBeGreaterThan(3)
      expect(en.length).toBeGreaterThan(8)
      expect(`${zh}${en}`.replaceAll('{row}', '').replace(/\{"姓名":.*?\}/, '')).not.toContain('{')
    }
  })
})
