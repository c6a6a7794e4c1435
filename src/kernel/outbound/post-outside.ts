import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { mayConnect, type Networks } from './networks.ts'

/** From the look-up of the name to the end of the answer. */
const withinMs = 10_000
/** Bytes of an answer that are read; what follows is not waited for. */
const mostBytes = 64 * 1024
const mostHeaderBytes = 16 * 1024

export type OutsideCall = {
  url: URL
  body: string
  headers: Readonly<Record<string, string>>
  /** Networks besides the public ones that may be reached. */
  opened: Networks
}

/** What came of a call; nothing of the answer but its status is kept. */
export type OutsideOutcome =
  | { kind: 'answered'; status: number }
  /** Why there was no answer: the address is not allowed, the name is unknown, it took too long, or another error. */
  | { kind: 'not-sent' | 'no-answer'; reason: string }

class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
}

/**
 * Posts to an address that somebody else chose, over TLS. The name is looked up once; every address it has must be
 * allowed, and the connection goes to the one that was checked, so that a name cannot turn into another address between
 * check and call. Redirects are not followed. At most 10 s and 64 KiB of answer. Never throws.
 */
export const postOutside = async ({ url, body, headers, opened }: OutsideCall): Promise<OutsideOutcome> => {
  const signal = AbortSignal.timeout(withinMs)
  try {
    if (url.protocol !== 'https:') throw new NotAllowed('not-https')
    const address = await unless(signal, checkedAddress(url.hostname, opened))
    return { kind: 'answered', status: await post({ url, body, headers, address, signal }) }
  } catch (error) {
    return error instanceof NotAllowed
      ? { kind: 'not-sent', reason: error.message }
      : { kind: 'no-answer', reason: signal.aborted ? 'timeout' : codeOf(error) }
  }
}

/** A look-up cannot be stopped; what it finds too late is not waited for. */
const unless = <Found>(signal: AbortSignal, work: Promise<Found>): Promise<Found> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })

const checkedAddress = async (hostname: string, opened: Networks): Promise<string> => {
  const name = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(name) === 0 ? (await lookup(name, { all: true })).map(({ address }) => address) : [name]
  const [first] = addresses
  if (first === undefined || !addresses.every((address) => mayConnect(address, opened))) {
    throw new NotAllowed('address-not-allowed')
  }
  return first
}

type Post = { url: URL; body: string; headers: Readonly<Record<string, string>>; address: string; signal: AbortSignal }

const post = ({ url, body, headers, address, signal }: Post): Promise<number> =>
  new Promise((resolve, reject) => {
    const name = url.hostname.replace(/^\[|\]$/g, '')
    const request = httpsRequest(
      {
        method: 'POST',
        host: address,
        port: url.port === '' ? 443 : Number(url.port),
        path: `${url.pathname}${url.search}`,
        // The certificate is for the name, whatever address it has.
        servername: isIP(name) === 0 ? name : '',
        headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
        agent: false,
        maxHeaderSize: mostHeaderBytes,
        signal,
      },
      (response) => {
        endOf(response).then(() => resolve(response.statusCode ?? 0), reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })

/** Waits for the end of an answer, or for its bound; then the connection is closed. */
const endOf = async (response: IncomingMessage): Promise<void> => {
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) break
  }
  response.destroy()
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED` and the like; never a message, which may repeat the address. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code.slice(0, 40) : 'error'
