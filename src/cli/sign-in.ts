import { z } from 'zod'
import { callServer } from './call-server.ts'
import { ask, askSecret } from './terminal.ts'
import { forgetToken, keepToken } from './token-file.ts'

const answerSchema = z.object({ next: z.enum(['done', 'totp']), ticket: z.string().optional() })

/**
 * Signs a person in on the command line and keeps the session for the commands that follow.
 * @returns exit code
 */
export const signIn = async (args: readonly string[]): Promise<number> => {
  const loginName = args[0] ?? (await ask('登录名 Login name: '))
  const password = await askSecret('密码 Password: ')
  let answer = await callServer('identity.sign-in', { loginName, password }, { asMachine: true })
  if (answer.status === 200) {
    const { next, ticket } = answerSchema.parse(answer.body)
    if (next === 'totp') {
      const code = await ask('动态验证码 One-time code: ')
      answer = await callServer('identity.confirm-totp', { ticket, code }, { asMachine: true })
    }
  }
  const token = answer.cookies.map((cookie) => /weidun=([\w-]+)/.exec(cookie)?.[1]).find((found) => found !== undefined)
  if (answer.status !== 200 || token === undefined) {
    process.stderr.write(`${JSON.stringify(answer.body, null, 2)}\n`)
    return 1
  }
  await keepToken(token)
  process.stdout.write('已登录。Signed in.\n')
  return 0
}

/** Ends the session here and on the server. */
export const signOut = async (): Promise<number> => {
  await callServer('identity.sign-out', {})
  await forgetToken()
  process.stdout.write('已退出。Signed out.\n')
  return 0
}
