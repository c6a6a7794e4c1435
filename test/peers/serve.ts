import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call as a stand-in received it. */
export type PeerCall = { method: string; url: URL; headers: IncomingMessage['headers']; body: string }

export type PeerReply = {
  status?: number
  headers?: Record<string, string>
  body: string | Buffer
  /** Milliseconds before the reply; Infinity never answers. */
  after?: number
}

export type Peer = {
  url: URL
  /** Every call so far, oldest first. */
  calls: PeerCall[]
  /** The next calls get these replies instead, one each. */
  next: (...replies: PeerReply[]) => void
  /** Forgets those of them that no call has taken. */
  clear: () => void
  close: () => Promise<void>
}

/** Starts a stand-in for an outside system on a free port of this machine. */
export const servePeer = async (reply: (call: PeerCall) => PeerReply): Promise<Peer> => {
  const calls: PeerCall[] = []
  const queued: PeerReply[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', `http://${request.headers.host}`),
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      calls.push(call)
      const { status = 200, headers = {}, body, after = 0 } = queued.shift() ?? reply(call)
      if (after === Infinity) return
      setTimeout(() => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(body)
      }, after)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    calls,
    next: (...replies) => {
      queued.push(...replies)
    },
    clear: () => {
      queued.length = 0
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}

export const json = (value: unknown, status = 200): PeerReply => ({ status, body: JSON.stringify(value) })
