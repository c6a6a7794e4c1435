import { z } from 'zod'
import { describeCatalogue } from '../main.ts'

/**
 * Prints every operation by module, or one with the schema of what it takes.
 * @returns exit code: 2 when there is no operation of that name
 */
export const listOperations = async ([name]: readonly string[]): Promise<number> => {
  const catalogue = await describeCatalogue()
  if (name === undefined) {
    for (const module of catalogue.modules) {
      process.stdout.write(`${module.title.zh} ${module.title.en}\n`)
      for (const { name, summary } of module.operations) {
        process.stdout.write(`  ${name.padEnd(36)} ${summary.zh} / ${summary.en}\n`)
      }
    }
    return 0
  }
  const operation = catalogue.operations.get(name)
  if (operation === undefined) {
    process.stderr.write(`没有这个操作 There is no such operation: ${name.slice(0, 60)}\n`)
    return 2
  }
  const description = {
    name: operation.name,
    summary: operation.summary,
    permission: operation.permission,
    records: operation.records,
    input: z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }),
  }
  process.stdout.write(`${JSON.stringify(description, null, 2)}\n`)
  return 0
}
