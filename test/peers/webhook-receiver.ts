import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { Webhook } from 'standardwebhooks'
import { afterAll } from 'vitest'
import { selfSigned } from './certificate.ts'

export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

/** How the receiver answers next; `verify` is what a real one does. */
export type Behaviour = (request: Received, response: ServerResponse) => void

const mostBody = 1024 * 1024
/** What this process trusts: the usual authorities, and every receiver that was started in it. */
const trusted = [...getCACertificates('default')]

/**
 * A system that is told about results, as its makers would write it by the Standard Webhooks specification: it verifies
 * the signature and its age with the specification's own library, and takes each message once.
 */
export const startReceiver = async () => {
  const { cert, key } = selfSigned({ names: ['localhost'], addresses: ['127.0.0.1'] })
  trusted.push(cert)
  setDefaultCACertificates(trusted)
  const received: Received[] = []
  const taken = new Map<string, unknown>()
  let secrets: readonly string[] = []

  const verify: Behaviour = ({ headers, body }, response) => {
    const id = String(headers['webhook-id'])
    for (const secret of secrets) {
      try {
        const message = new Webhook(secret).verify(body, headers as Record<string, string>)
        // A message that is there already is acknowledged and not taken twice.
        if (!taken.has(id)) taken.set(id, message)
        response.writeHead(204).end()
        return
      } catch (error) {
        if (!(error instanceof Error)) throw error
      }
    }
    response.writeHead(400).end('bad signature')
  }
  let behave: Behaviour = verify

  const server = createServer({ cert, key }, (request, response) => {
    void bodyOf(request).then((body) => {
      const one = { path: request.url ?? '', headers: request.headers, body }
      received.push(one)
      behave(one, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `https://127.0.0.1:${port}/hooks/weidun`,
    port,
    received,
    /** Messages that were verified, each once. */
    taken: () => [...taken.values()],
    accept: (...known: string[]): void => {
      secrets = known
      behave = verify
    },
    behave: (next: Behaviour): void => {
      behave = next
    },
    forget: (): void => {
      received.length = 0
      taken.clear()
    },
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBody) throw new Error('The body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
