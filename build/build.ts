import { buildConsole } from './console.ts'
import { buildDatabaseImage } from './database-image.ts'
import { buildLeakedPasswords } from './leaked-passwords.ts'
import { buildDocumentFonts } from './document-fonts.ts'
import { buildPacks } from './packs.ts'
import { buildPlaces } from './places.ts'

/**
 * Makes what the program loads at start: compiled rule packs, the table of places, the empty database image, the filter of
 * leaked passwords, the console. Each step skips itself when its inputs have not changed, so that this can run before every
 * start.
 */
const steps = [
  { name: 'rule packs and classifier', usual: 'half a minute', run: buildPacks },
  { name: 'places and networks of addresses', usual: 'some seconds', run: buildPlaces },
  { name: 'database image', usual: 'some seconds', run: buildDatabaseImage },
  { name: 'filter of leaked passwords', usual: 'some seconds', run: buildLeakedPasswords },
  { name: 'fonts of documents', usual: 'some seconds', run: buildDocumentFonts },
  { name: 'console', usual: 'some seconds', run: buildConsole },
]

for (const { name, usual, run } of steps) {
  const started = performance.now()
  const made = await run(() => console.log(`building ${name}, ${usual} ...`))
  if (made) console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
