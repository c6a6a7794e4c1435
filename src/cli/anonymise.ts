import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { OutputOf } from '../client.ts'
import type { Operations } from '../main.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { answerOf } from './operation-answer.ts'

const usage = 'weidun anonymise [--format csv|xlsx|ndjson|json] [--most N] [--out FILE]\n'

/**
 * Writes test data of the customers into a file.
 * @returns exit code: 0 written, 1 refused, 2 bad use
 */
export const anonymise = async (args: readonly string[]): Promise<number> => {
  const wish = wishOf(args)
  if (wish === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const made = await answerOf<OutputOf<Operations, 'vault.anonymise'>>('vault.anonymise', wish.input)
  if (made === undefined) return 1
  const file = wish.out ?? basename(made.fileName)
  // Never over a file that is there.
  await writeFile(file, Buffer.from(made.base64, 'base64'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new OperatorError(`无法写入 Cannot write ${file} (${error.code ?? ''})`, { cause: error })
  })
  process.stdout.write(`${file}: ${made.customers} 位虚构客户 / customers who do not exist\n`)
  return 0
}

const wishOf = (args: readonly string[]): { input: unknown; out: string | undefined } | undefined => {
  try {
    const { values } = parseArgs({ args: [...args], options: { format: { type: 'string' }, most: { type: 'string' }, out: { type: 'string' } } })
    const most = values.most === undefined ? undefined : Number(values.most)
    return { input: { ...(values.format === undefined ? {} : { format: values.format }), ...(most === undefined ? {} : { most }) }, out: values.out }
  } catch {
    return undefined
  }
}
