import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { readConfig } from '../kernel/config.ts'
import { openDatabase } from '../kernel/database/database.ts'
import { DatabaseBusyError } from '../kernel/database/errors.ts'
import { ledgerVerifyKeys } from '../kernel/ledger/ledger-keys.ts'
import { describeVerification, verifyLedger } from '../kernel/ledger/verify-ledger.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { loadMasterKey } from '../kernel/secrets/master-key.ts'
import { secretsOf } from '../kernel/secrets/secrets.ts'
import type { KernelTables } from '../kernel/tables.ts'
import { callServer } from './call-server.ts'

const usage = 'weidun verify-ledger [--checkpoint FILE...]\n'
const longestNote = 4_000
const mostNotes = 100

/**
 * Proves the ledger whole, or names the first entry that was changed, removed or inserted. Asks the running server when
 * it holds the embedded database, else reads the database itself. `--checkpoint` names files with checkpoints that were
 * kept outside the database: only they can show that its end was cut off.
 * @returns exit code: 0 whole, 1 not whole, 2 bad use
 */
export const verifyLedgerCommand = async (args: readonly string[]): Promise<number> => {
  const files = args.filter((arg) => arg !== '--checkpoint')
  if (files.length > mostNotes || files.some((file) => file.startsWith('-')) || (files.length > 0 && args[0] !== '--checkpoint')) {
    process.stderr.write(usage)
    return 2
  }
  const trusted = await Promise.all(files.map(readNote))
  const config = readConfig(process.env)
  if (config.databaseUrl === undefined && !existsSync(config.dataDirectory)) {
    process.stderr.write(`没有数据目录 There is no data directory: ${config.dataDirectory} (WEIDUN_DATA)\n`)
    return 2
  }
  try {
    const database = await openDatabase<KernelTables>({ url: config.databaseUrl, directory: `${config.dataDirectory}/database` })
    try {
      const { key } = await loadMasterKey({ env: process.env, dataDirectory: config.dataDirectory })
      const result = await verifyLedger(database.kysely, ledgerVerifyKeys(secretsOf(key)), { trusted })
      process.stdout.write(`${describeVerification(result, 'zh')}\n${describeVerification(result, 'en')}\n`)
      return result.whole ? 0 : 1
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseBusyError)) throw error
    const { status, body } = await callServer('ledger.verify', { trusted }, { asMachine: true })
    const answer = body as { whole?: boolean; text?: string }
    process.stdout.write(`${answer.text ?? JSON.stringify(body, null, 2)}\n`)
    return status === 200 && answer.whole === true ? 0 : 1
  }
}

const readNote = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`无法读取检查点文件 Cannot read the checkpoint file: ${file}`, { cause })
  })
  return text.slice(0, longestNote)
}
