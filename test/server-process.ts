import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InputOf, OutputOf } from '../src/client.ts'
import type { Operations } from '../src/main.ts'
import { softwareAuthenticator } from './peers/authenticator.ts'

/** A server of its own process, on a data directory of its own, as a person would start it. */
export type ServerProcess = {
  url: string
  /** Everything that it has printed so far. */
  printed: () => string
  /** Kills it as a power cut would: no signal handler runs. */
  kill: () => Promise<void>
  /** Asks it to stop and waits until it has. */
  stop: () => Promise<number>
}

export type ServerOptions = { dataDirectory: string; databaseUrl?: string | undefined; args?: readonly string[]; env?: Record<string, string>; port?: number }

const startWithinMs = 90_000

/** Starts `weidun serve` and waits until it answers. */
export const startServerProcess = async (options: ServerOptions): Promise<ServerProcess> => {
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, ['src/cli/weidun.ts', 'serve', ...(options.args ?? [])], {
    env: {
      ...process.env,
      ...options.env,
      WEIDUN_DATA: options.dataDirectory,
      PORT: String(port),
      HOST: '127.0.0.1',
      WEIDUN_LOG: 'warn',
      WEIDUN_URL: '',
      DATABASE_URL: options.databaseUrl ?? '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const url = `http://localhost:${port}`
  await answering(child, url, () => output)
  const ended = once(child, 'exit')
  return {
    url,
    printed: () => output,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      return child.exitCode ?? -1
    },
  }
}

const answering = async (child: ChildProcess, url: string, output: () => string): Promise<void> => {
  const deadline = Date.now() + startWithinMs
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    // It listens a moment before it has printed what a test wants to read.
    if (ready && output().includes('微盾 Weidun')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not answer:\n${output()}`)
}

/** A port of this machine that nobody listens at. */
export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

/** A folder for one test, and its removal. */
export const temporaryDirectory = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'weidun-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Calls a server over HTTP with the session that it was given: what a browser does, without one. */
export const createHttpClient = (url: string) => {
  const jar = new Map<string, string>()
  const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const post = async (name: string, input: unknown): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${url}/api/v1/${name.replace('.', '/')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie: cookie() },
      body: JSON.stringify(input),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    return { status: response.status, body: await response.json() }
  }
  const call = async <Name extends Operations['name']>(
    name: Name,
    input: InputOf<Operations, Name>,
  ): Promise<OutputOf<Operations, Name>> => {
    const { status, body } = await post(name, input)
    if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`)
    return body as OutputOf<Operations, Name>
  }
  return { post, call, cookie }
}

export type HttpClient = ReturnType<typeof createHttpClient>

/**
 * Sets the company up by the printed link, as its first administrator with a passkey; then lets everybody sign in with a
 * password alone, for tests of other things.
 * @returns the administrator's client
 */
export const setUpCompany = async (
  { url, printed }: { url: string; printed: string },
  administrator: Omit<InputOf<Operations, 'identity.complete-set-up'>, 'token'>,
): Promise<HttpClient> => {
  const token = /set-up#([\w-]+)/.exec(printed)?.[1]
  if (token === undefined) throw new Error(`No set-up link in:\n${printed}`)
  const client = createHttpClient(url)
  await client.call('identity.complete-set-up', { token, ...administrator })
  const key = softwareAuthenticator({ origin: url, siteId: new URL(url).hostname })
  const { options } = await client.call('identity.begin-passkey', {})
  const { id } = await client.call('identity.finish-passkey', { name: '密钥', answer: key.create(options) })
  const noFactors = { secondFactorDemanded: false, passkeyDemanded: false, keyModels: [] }
  await client.call('identity.update-factor-settings', noFactors)
  await client.call('identity.remove-passkey', { id })
  return client
}
