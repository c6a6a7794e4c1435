import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { existsSync } from 'node:fs'
import { pathOf } from '../kernel/http/openapi.ts'
import { readConfig } from '../kernel/config.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { readToken } from './token-file.ts'
import { socketPath } from './socket-path.ts'

export type Answer = { status: number; body: unknown; cookies: readonly string[] }

const timeoutMs = 60_000
const longestAnswer = 64 * 1024 * 1024

/** No server answers where the command looked for one. */
export class NoServerError extends OperatorError {}

/**
 * Calls an operation of the running server: the one that WEIDUN_URL names, else the one that listens in the data
 * directory, else the one at HOST and PORT. The token of `weidun sign-in` goes along where there is one.
 * @throws NoServerError when no server answers there
 */
export const callServer = async (name: string, input: unknown, { asMachine = false } = {}): Promise<Answer> => {
  const config = readConfig(process.env)
  const socket = socketPath(config.dataDirectory)
  const overSocket = !process.env['WEIDUN_URL'] && socket !== undefined && existsSync(socket)
  const token = asMachine ? undefined : await readToken()
  const body = JSON.stringify(input)
  const options = {
    method: 'POST',
    path: pathOf(name),
    timeout: timeoutMs,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'weidun-cli',
      'x-weidun-locale': (process.env['LANG'] ?? 'zh').startsWith('en') ? 'en' : 'zh',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  }
  const send = config.publicUrl.protocol === 'https:' && !overSocket ? httpsRequest : httpRequest
  const where = overSocket ? { socketPath: socket } : { host: config.publicUrl.hostname, port: config.publicUrl.port }
  return new Promise((resolve, reject) => {
    const request = send({ ...options, ...where }, (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > longestAnswer) request.destroy(new Error('The answer is too large'))
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
    request.on('timeout', () => request.destroy(new Error(`No answer within ${timeoutMs / 1000} s`)))
    request.on('error', (error: NodeJS.ErrnoException) => {
      const absent = error.code === 'ECONNREFUSED' || error.code === 'ENOENT'
      reject(absent ? new NoServerError('服务未运行，请先启动：npm start。No server is running here; start one with: npm start') : error)
    })
    request.end(body)
  })
}
