import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { existsSync } from 'node:fs'
import { pathOf } from '../kernel/http/openapi.ts'
import { readConfig } from '../kernel/config.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { cookieIn } from './cookies.ts'
import { keepSession, readSession } from './token-file.ts'
import { socketPath } from './socket-path.ts'

type CallOptions = { asMachine?: boolean; device?: string | undefined }

export type Answer = { status: number; body: unknown; cookies: readonly string[] }

const timeoutMs = 60_000
const longestAnswer = 64 * 1024 * 1024

/** No server answers where the command looked for one. */
export class NoServerError extends OperatorError {}

/**
 * Calls an operation of the running server: the one that WEIDUN_URL names, else the one that listens in the data
 * directory, else the one at HOST and PORT. The session of `weidun sign-in` goes along where there is one, and is kept
 * anew where the server replaced its token.
 * @param options.device the mark of this device, in the middle of a sign-in
 * @throws NoServerError when no server answers there
 */
export const callServer = async (name: string, input: unknown, options: CallOptions = {}): Promise<Answer> => {
  const config = readConfig(process.env)
  const socket = socketPath(config.dataDirectory)
  const overSocket = !process.env['WEIDUN_URL'] && socket !== undefined && existsSync(socket)
  const session = options.asMachine === true ? undefined : await readSession()
  const device = options.device ?? session?.device
  const body = JSON.stringify(input)
  const request = {
    method: 'POST',
    path: pathOf(name),
    timeout: timeoutMs,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'weidun-cli',
      'x-weidun-locale': (process.env['LANG'] ?? 'zh').startsWith('en') ? 'en' : 'zh',
      ...(session === undefined ? {} : { authorization: `Bearer ${session.token}` }),
      ...(device === undefined ? {} : { cookie: `weidun-device=${device}; __Host-weidun-device=${device}` }),
    },
  }
  const send = config.publicUrl.protocol === 'https:' && !overSocket ? httpsRequest : httpRequest
  const where = overSocket ? { socketPath: socket } : { host: config.publicUrl.hostname, port: config.publicUrl.port }
  const answer = await new Promise<Answer>((resolve, reject) => {
    const call = send({ ...request, ...where }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > longestAnswer) call.destroy(new Error('The answer is too large'))
        chunks.push(chunk)
      })
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({
          status: response.statusCode ?? 0,
          body: text === '' ? null : (JSON.parse(text) as unknown),
          cookies: response.headers['set-cookie'] ?? [],
        })
      })
      response.on('error', reject)
    })
    call.on('timeout', () => call.destroy(new Error(`No answer within ${timeoutMs / 1000} s`)))
    call.on('error', (error: NodeJS.ErrnoException) => {
      const absent = error.code === 'ECONNREFUSED' || error.code === 'ENOENT'
      reject(absent ? new NoServerError('服务未运行，请先启动：npm start。No server is running here; start one with: npm start') : error)
    })
    call.end(body)
  })
  const renewed = cookieIn(answer.cookies, 'weidun')
  if (session !== undefined && renewed !== undefined && !process.env['WEIDUN_TOKEN']) {
    await keepSession({ token: renewed, device })
  }
  return answer
}
