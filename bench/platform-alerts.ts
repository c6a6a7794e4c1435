import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { shanghaiTime } from '../src/kernel/shanghai-time.ts'
import { gazetteerOf } from '../src/modules/accounts/alerts/parse/find-place.ts'
import { parseAlert } from '../src/modules/accounts/alerts/parse/parse-alert.ts'
import { placesTable } from '../src/modules/identity/risk/place/place-of-ip.ts'

const fields = ['platform', 'account', 'action', 'at', 'ip', 'place', 'device', 'app'] as const
const schema = z.array(
  z.strictObject({
    text: z.string(),
    want: z.strictObject({ ...Object.fromEntries(fields.map((field) => [field, z.string().optional()])), links: z.array(z.string()).optional() }),
  }),
)

type Sample = { text: string; want: Partial<Record<(typeof fields)[number], string>> & { links?: string[] | undefined } }

/** Reads samples. @throws when the text does not fit */
export const samplesOf = (text: string): Sample[] => schema.parse(parse(text))

/** When all samples are read. */
const now = new Date('2026-11-20T01:00:00Z')

/**
 * How many fields come out as they should: `right` and told, `missed` though told, `invented` though not told, `wrong`
 * with another value.
 */
export const measureParsing = (samples: readonly Sample[]) => {
  const gazetteer = gazetteerOf(placesTable().places)
  const tally = Object.fromEntries(fields.map((field) => [field, { told: 0, right: 0, missed: 0, invented: 0, wrong: 0 }]))
  const wrong: string[] = []
  let whole = 0
  for (const { text, want } of samples) {
    const found = parseAlert(text, { now, gazetteer })
    const before = wrong.length
    for (const field of fields) {
      const value = found[field]?.value
      const got = value instanceof Date ? shanghaiTime(value) : value
      const count = tally[field]
      if (count === undefined) continue
      if (want[field] !== undefined) count.told += 1
      if (got === want[field]) count.right += want[field] === undefined ? 0 : 1
      else {
        count[want[field] === undefined ? 'invented' : got === undefined ? 'missed' : 'wrong'] += 1
        wrong.push(`${field}: ${got ?? 'nothing'} instead of ${want[field] ?? 'nothing'} in ${text.slice(0, 60)}`)
      }
      const range = found[field]
      if (range !== null && !(value instanceof Date) && field !== 'platform' && field !== 'action' && text.slice(range.start, range.end) !== value) {
        wrong.push(`${field}: the range does not hold the value in ${text.slice(0, 60)}`)
      }
    }
    const hosts = found.links.filter(({ official }) => !official).map(({ value }) => value)
    if (JSON.stringify(hosts) !== JSON.stringify(want.links ?? [])) wrong.push(`links: ${hosts.join()} in ${text.slice(0, 60)}`)
    if (wrong.length === before) whole += 1
  }
  return { samples: samples.length, whole, tally, wrong }
}

const file = (name: string): string => readFileSync(new URL(`platform-alerts/${name}.yaml`, import.meta.url), 'utf8')

/** `npm run bench -- platform-alerts`: what is recognised in alerts, in the half that was seen and the half that was held back. */
export const run = async (argv: readonly string[]): Promise<void> => {
  const results = { open: measureParsing(samplesOf(file('open'))), heldBack: measureParsing(samplesOf(file('held-back'))) }
  if (argv.includes('--json')) {
    console.log(JSON.stringify(results))
    return
  }
  for (const [name, { samples, whole, tally, wrong }] of Object.entries(results)) {
    console.log(`${name}: ${whole} of ${samples} read without a fault`)
    console.table(tally)
    for (const line of wrong) console.log(`  ${line}`)
  }
}
