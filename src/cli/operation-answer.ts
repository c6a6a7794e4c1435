import { callServer } from './call-server.ts'
import { readSession } from './token-file.ts'

const signInFirst = '尚未登录，请先执行 weidun sign-in。You are not signed in: run weidun sign-in first.\n'

/**
 * Calls an operation for a command that prints more than JSON.
 * @returns the answer, or undefined after it has said on standard error why there is none
 */
export const answerOf = async <Answer>(name: string, input: unknown): Promise<Answer | undefined> => {
  const { status, body } = await callServer(name, input)
  // The server checked the answer against the operation's schema.
  if (status === 200) return body as Answer
  const said = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : JSON.stringify(body)
  process.stderr.write(`${said}\n`)
  if ((status === 401 || status === 403) && (await readSession()) === undefined) process.stderr.write(signInFirst)
  return undefined
}
