import { sql } from 'kysely'
import { openDatabase, transact } from '../../../src/kernel/database/index.ts'

/**
 * Opens the embedded database in the folder given, writes pairs of rows in transactions of four writers at once and prints
 * the number of each pair after its commit, until it is killed. Prints `open` when it has the database.
 */
type Tables = { pair: { number: number; half: string } }

const [directory = '', first = '0'] = process.argv.slice(2)
const database = await openDatabase<Tables>({ directory })
await sql`create table if not exists pair (number int, half text, primary key (number, half))`.execute(database.kysely)
process.stdout.write('open\n')

let next = Number(first)
async function writeForEver(): Promise<void> {
  for (;;) {
    const number = next
    next += 1
    await transact(database, async (trx) => {
      await trx.insertInto('pair').values({ number, half: 'left' }).execute()
      await trx.insertInto('pair').values({ number, half: 'right' }).execute()
    })
    process.stdout.write(`${number}\n`)
    if (number % 40 === 0) await sql`checkpoint`.execute(database.kysely)
  }
}

await Promise.all([writeForEver(), writeForEver(), writeForEver(), writeForEver()])
