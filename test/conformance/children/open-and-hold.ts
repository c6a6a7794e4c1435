import { openDatabase } from '../../../src/kernel/database/index.ts'

/** Opens the embedded database in the folder given, prints `open` or the name and message of the error, holds it until killed. */
try {
  await openDatabase({ directory: process.argv[2] ?? '' })
  process.stdout.write('open\n')
  setInterval(() => {}, 60_000)
} catch (error) {
  process.stdout.write(error instanceof Error ? `${error.name}: ${error.message}\n` : 'unknown\n')
  process.exit(1)
}
