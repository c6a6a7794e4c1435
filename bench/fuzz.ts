import { parseArgs } from 'node:util'
import { createScreener } from '../src/screening/index.ts'
import { loadPacks } from '../src/screening/load-packs.ts'
import type { Random } from './text/random.ts'
import { randomOf } from './text/random.ts'

const MAX_LENGTH = 120

/** Any unit whatever, lone surrogates too, and every third time a piece of what the rules look for. */
const textOf = (random: Random, pieces: readonly string[]): string => {
  let text = ''
  for (let left = random(MAX_LENGTH); left > 0; left--) {
    const kind = random(6)
    if (kind < 2) text += pieces[random(pieces.length)] ?? ''
    else if (kind === 2) text += String.fromCodePoint(random(0x110000))
    else text += String.fromCharCode(kind === 3 ? random(0x10000) : kind === 4 ? random(0x3000) : 0x4e00 + random(0x5200))
  }
  return text
}

/**
 * Checks random texts: no exception, offsets valid, excerpts cut from the text, twice asked is twice the same. Prints the
 * first text that fails, with its seed. `--texts N` (100,000), `--seed N`.
 */
export const run = async (argv: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...argv],
    options: { texts: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
  })
  const packs = await loadPacks()
  const screener = createScreener(packs)
  const pieces = [...packs.sounds.words.split(' '), '不', '没有', '“', '”', '，', '。', '\n', 'zhi', '第一', '100%']
  const random = randomOf(Number(values.seed))
  let found = 0
  for (let index = 0; index < Number(values.texts); index++) {
    const text = textOf(random, pieces)
    const result = screener.check(text)
    const isValid = result.findings.every(
      ({ start, end, excerpt }) => start >= 0 && end > start && end <= text.length && excerpt === text.slice(start, end),
    )
    if (!isValid || JSON.stringify(screener.check(text)) !== JSON.stringify(result)) {
      console.log(`text ${index} of seed ${values.seed} fails: ${JSON.stringify(text)}`)
      return 1
    }
    found += result.findings.length
  }
  console.log(`${values.texts} texts of seed ${values.seed}: no exception, all offsets valid, twice the same; ${found} findings`)
  return 0
}
