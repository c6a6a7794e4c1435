import { callServer } from './call-server.ts'
import { readSession } from './token-file.ts'

const usage = `weidun <operation> [JSON | --field value ...]

  weidun content.list-materials '{"state":"approved","page":1}'
  weidun content.list-materials --state approved --page 1
  weidun operations            lists every operation
`

/**
 * Runs an operation on the server and prints its answer as JSON.
 * @returns exit code: 0 done, 1 refused or failed, 2 bad use
 */
export const runOperation = async (name: string, args: readonly string[]): Promise<number> => {
  const input = readInput(args)
  if (input === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const { status, body } = await callServer(name, input)
  const text = `${JSON.stringify(body, null, 2)}\n`
  if (status === 200) {
    process.stdout.write(text)
    return 0
  }
  if (status === 404 && isNoSuchAddress(body)) {
    process.stderr.write(`没有这个操作 There is no such operation: ${name.slice(0, 60)}\nweidun operations\n`)
    return 2
  }
  process.stderr.write(text)
  if ((status === 401 || status === 403) && (await readSession()) === undefined) process.stderr.write(signInFirst)
  return 1
}

const signInFirst = '尚未登录，请先执行 weidun sign-in。You are not signed in: run weidun sign-in first.\n'

const isNoSuchAddress = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'code' in body && body.code === 'request.no-such-address'

/** One JSON object, or fields one by one: a value that reads as JSON is taken as that, any other as text. */
export const readInput = (args: readonly string[]): unknown => {
  const [first] = args
  if (first === undefined) return {}
  if (!first.startsWith('--')) return args.length === 1 ? parsed(first) : undefined
  const fields: Record<string, unknown> = {}
  for (let i = 0; i < args.length; i += 2) {
    const [flag, value] = [args[i], args[i + 1]]
    if (flag === undefined || !/^--[a-z][\w-]*$/i.test(flag) || value === undefined) return undefined
    const field = flag.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    fields[field] = parsed(value) ?? value
  }
  return fields
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
