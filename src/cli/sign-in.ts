import { z } from 'zod'
import { callServer } from './call-server.ts'
import { ask, askSecret } from './terminal.ts'
import { cookieIn } from './cookies.ts'
import { forgetSession, keepSession } from './token-file.ts'

const answerSchema = z.discriminatedUnion('next', [
  z.object({ next: z.literal('done') }),
  z.object({ next: z.literal('proof'), ticket: z.string(), factors: z.array(z.string()) }),
])

/**
 * Signs a person in on the command line and keeps the session for the commands that follow.
 * @returns exit code
 */
export const signIn = async (args: readonly string[]): Promise<number> => {
  const loginName = args[0] ?? (await ask('登录名 Login name: '))
  const password = await askSecret('密码 Password: ')
  let answer = await callServer('identity.sign-in', { loginName, password }, { asMachine: true })
  const device = cookieIn(answer.cookies, 'weidun-device')
  if (answer.status === 200) {
    const asked = answerSchema.parse(answer.body)
    if (asked.next === 'proof') {
      const factor = asked.factors.find((offered) => offered === 'totp' || offered === 'recovery-code')
      if (factor === undefined) {
        process.stderr.write('命令行只支持动态验证码和恢复码，请先在“我的账号”中开启动态验证码。\n')
        process.stderr.write('The command line takes one-time codes and recovery codes alone; set up one-time codes first.\n')
        return 1
      }
      const code = await ask(factor === 'totp' ? '动态验证码 One-time code: ' : '恢复码 Recovery code: ')
      const input = { ticket: asked.ticket, proof: { factor, code } }
      answer = await callServer('identity.confirm-sign-in', input, { asMachine: true, device })
    }
  }
  const token = cookieIn(answer.cookies, 'weidun')
  if (answer.status !== 200 || token === undefined) {
    process.stderr.write(`${JSON.stringify(answer.body, null, 2)}\n`)
    return 1
  }
  await keepSession({ token, device })
  process.stdout.write('已登录。Signed in.\n')
  return 0
}

/** Ends the session here and on the server. */
export const signOut = async (): Promise<number> => {
  await callServer('identity.sign-out', {})
  await forgetSession()
  process.stdout.write('已退出。Signed out.\n')
  return 0
}
