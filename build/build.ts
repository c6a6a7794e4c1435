import { buildConsole } from './console.ts'
import { buildDatabaseImage } from './database-image.ts'
import { buildPacks } from './packs.ts'

/**
 * Makes what the program loads at start: compiled rule packs, the empty database image, the console. Each step skips
 * itself when its inputs have not changed, so that this can run before every start.
 */
const steps = [
  { name: 'rule packs and classifier', usual: 'half a minute', run: buildPacks },
  { name: 'database image', usual: 'some seconds', run: buildDatabaseImage },
  { name: 'console', usual: 'some seconds', run: buildConsole },
]

for (const { name, usual, run } of steps) {
  const started = performance.now()
  const made = await run(() => console.log(`building ${name}, ${usual} ...`))
  if (made) console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
