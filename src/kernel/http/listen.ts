import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Env } from 'hono/types'
import { OperatorError } from '../operator-error.ts'

export type Listener = {
  /** The port that was given, where 0 was asked for. */
  port: number
  /** Takes no new calls and waits for those in hand, at most 10 s. */
  stop: () => Promise<void>
}

const stopWithinMs = 10_000
const requestTimeoutMs = 60_000
const headersTimeoutMs = 15_000

/** Serves an application at a port, or at a Unix socket that only its owner may open. */
export const listen = async <E extends Env>(
  http: Hono<E>,
  place: { host: string; port: number } | { socket: string },
): Promise<Listener> => {
  const server = createAdaptorServer({ fetch: http.fetch }) as Server
  server.requestTimeout = requestTimeoutMs
  server.headersTimeout = headersTimeoutMs
  server.maxHeadersCount = 100
  if ('socket' in place) {
    await rm(place.socket, { force: true })
    server.listen(place.socket)
  } else {
    server.listen(place.port, place.host)
  }
  await once(server, 'listening').catch((error: unknown) => {
    throw explained(error, place)
  })
  if ('socket' in place) await chmod(place.socket, 0o600)
  const address = server.address()
  return {
    port: isAddressInfo(address) ? address.port : 0,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), stopWithinMs)
      await closed
      clearTimeout(late)
    },
  }
}

const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null

/** The address cannot be listened at; the message says what to do. */
export class ListenError extends OperatorError {}

const explained = (error: unknown, place: { port: number } | { socket: string }): unknown => {
  if (!('port' in place) || !(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'EADDRINUSE') {
    return new ListenError(`端口 ${place.port} 已被占用，请用 PORT 指定其他端口。Port ${place.port} is taken: set PORT to another one.`)
  }
  if (error.code === 'EACCES') {
    return new ListenError(`没有权限使用端口 ${place.port}，请选用 1024 以上的端口。Not allowed to listen at port ${place.port}: choose one above 1024.`)
  }
  return error
}
