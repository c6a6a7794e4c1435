import type { Context, Env, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Actor, mayCall } from '../actor.ts'
import type { App } from '../app.ts'
import { defineProblem, type Problem } from '../errors.ts'
import type { CallOperation, Front, FrontAnswer, FrontRequest } from '../front.ts'
import type { Operation } from '../operation.ts'
import type { ProblemDocument } from './problem-document.ts'
import { inPieces, piecesOf } from './pieces.ts'

type FrontOptions<E extends Env> = {
  app: App
  /** Who calls; throws where they call too often, or present no key that is accepted. */
  admit: (c: Context<E>, front: Front) => Promise<Actor>
  /** Counts a call of a key outside what it was given. */
  countOutside: (actor: Actor) => void
  /** Invokes an operation for this request. */
  run: (c: Context<E>, operation: Operation, input: unknown, actor: Actor) => Promise<unknown>
  ipOf: (c: Context<E>) => string
  /** Notes what the request is about, for logs and figures. */
  about: (c: Context<E>, name: string) => void
  /** Writes an error to the log and says it as a problem document. */
  documentOf: (c: Context<E>, error: Error) => ProblemDocument
  tooLarge: (bytes: number) => Problem
  noSuchAddress: () => Problem
  publicUrl: URL
}

/** Longest path and query: filters of directories are long, but not that long. */
const longestTarget = 4096
const longestHeader = 1024

const methodNotOffered = defineProblem('not-found', 'request.method-not-offered', {
  zh: '这个地址不支持该请求方法。',
  en: 'This address does not take that method.',
})

/** Serves what modules offer to protocols of others (docs/adr/0020). */
export const mountFronts = <E extends Env>(http: Hono<E>, options: FrontOptions<E>): void => {
  for (const front of options.app.catalogue.fronts) mount(http, front, options)
}

const streamsBusy = defineProblem('too-many', 'request.streams-busy', {
  zh: '同时进行的大批量请求已满，请在 {seconds} 秒后重试。',
  en: 'As many streams as this server takes are under way; try again in {seconds} s.',
})
const busySeconds = 30

const mount = <E extends Env>(http: Hono<E>, front: Front, options: FrontOptions<E>): void => {
  const limited = bodyLimit({
    maxSize: front.bodyLimit,
    onError: () => {
      throw options.tooLarge(front.bodyLimit)
    },
  })
  http.all(front.path, (c) => serve(c))
  http.all(`${front.path}/*`, (c) => serve(c))

  let underWay = 0
  const serve = async (c: Context<E>): Promise<Response> => {
    options.about(c, front.name)
    c.header('cache-control', 'no-store')
    try {
      // Before anything of the request is read, as with operations.
      const actor = await options.admit(c, front)
      if (!front.methods.includes(c.req.method)) {
        c.header('allow', front.methods.join(', '))
        return written(c, front.refusal({ ...options.documentOf(c, methodNotOffered()), status: 405 }))
      }
      const steps = stepsOf(c, front)
      if (steps === undefined) throw options.noSuchAddress()
      if (front.stream !== undefined) {
        if (underWay >= front.stream.atOnce) throw streamsBusy({ seconds: busySeconds }, { retryAfterSeconds: busySeconds })
        underWay += 1
        return await serveStream(c, front, { actor, steps, bytes: front.stream.bytes, options, onEnd: () => (underWay -= 1) })
      }
      let body = new Uint8Array()
      await limited(c, async () => {
        body = new Uint8Array(await c.req.arrayBuffer())
      })
      return written(c, await front.answer(requestOf(c, front, { steps, body, pieces: piecesOf(null, 0, () => options.tooLarge(0)), options }), callerOf(c, front, actor, options)))
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return written(c, front.refusal(options.documentOf(c, error)))
    }
  }
}

const callerOf = <E extends Env>(c: Context<E>, front: Front, actor: Actor, options: FrontOptions<E>): CallOperation =>
  async (operation, input) => {
    if (!front.operations.some(({ name }) => name === operation.name)) {
      throw new Error(`${front.name} called ${operation.name}, which it does not declare`)
    }
    options.about(c, operation.name)
    if (!mayCall(actor, operation)) options.countOutside(actor)
    // What an operation answers was parsed by its own schema.
    return (await options.run(c, operation, input, actor)) as never
  }

const requestOf = <E extends Env>(c: Context<E>, front: Front, { steps, body, pieces, options }: {
  steps: readonly string[]
  body: Uint8Array
  pieces: AsyncIterable<Uint8Array>
  options: FrontOptions<E>
}): FrontRequest => {
  const headers: Record<string, string> = {}
  for (const name of front.headers) {
    const value = c.req.header(name)
    if (value !== undefined) headers[name] = value.slice(0, longestHeader)
  }
  return {
    method: c.req.method,
    steps,
    query: new URL(c.req.url).searchParams,
    headers,
    body,
    pieces,
    ip: options.ipOf(c),
    origin: options.publicUrl.origin,
  }
}

/** The steps below the front; undefined for what is too long, badly encoded, or tries to climb. */
const stepsOf = <E extends Env>(c: Context<E>, { path }: Front): readonly string[] | undefined => {
  if (c.req.url.length > longestTarget) return undefined
  const steps: string[] = []
  for (const part of c.req.path.slice(path.length).split('/')) {
    if (part === '') continue
    const step = decoded(part)
    if (step === undefined || step === '.' || step === '..' || /[/\\\0]/.test(step)) return undefined
    steps.push(step)
  }
  return steps
}

const decoded = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part)
  } catch {
    // Malformed: no address of ours.
    return undefined
  }
}

const written = <E extends Env>(c: Context<E>, { status, headers = {}, body = '' }: FrontAnswer): Response => {
  if (status === 204 || status === 304) return c.body(null, status, headers)
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) throw new Error('Only a front that takes streams answers in pieces')
  return c.body(body, status as ContentfulStatusCode, headers)
}

type Streamed<E extends Env> = { actor: Actor; steps: readonly string[]; bytes: number; options: FrontOptions<E>; onEnd: () => void }

/** What goes wrong before the first piece is a refusal like any other; after it, the refusal is the last line. */
const serveStream = async <E extends Env>(c: Context<E>, front: Front, { actor, steps, bytes, options, onEnd }: Streamed<E>): Promise<Response> => {
  try {
    const pieces = piecesOf(c.req.raw.body, bytes, () => options.tooLarge(bytes))
    const request = requestOf(c, front, { steps, body: new Uint8Array(), pieces, options })
    const { status, headers = {}, body = '' } = await front.answer(request, callerOf(c, front, actor, options))
    if (typeof body === 'string' || body instanceof Uint8Array) {
      onEnd()
      return c.body(body, status as ContentfulStatusCode, headers)
    }
    const lastLine = (error: Error): string => {
      const refusal = front.refusal(options.documentOf(c, error)).body
      return typeof refusal === 'string' ? `${refusal}\n` : ''
    }
    return c.body(inPieces(body, { lastLine, onEnd }), status as ContentfulStatusCode, headers)
  } catch (error) {
    onEnd()
    throw error
  }
}
