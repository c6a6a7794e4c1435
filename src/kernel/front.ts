import type { z } from 'zod'
import type { ProblemDocument } from './http/problem-document.ts'
import type { Operation } from './operation.ts'

/** What a front is told of a request: bounded, and nothing that it did not ask for. */
export type FrontRequest = {
  readonly method: string
  /** Steps below the front's path, decoded, none of them empty. */
  readonly steps: readonly string[]
  readonly query: URLSearchParams
  /** Those that the front declared, by lower-case name; absent where the request has none. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** For a front that takes streams: its body in pieces, bounded in all; `body` is then empty. */
  readonly pieces: AsyncIterable<Uint8Array>
  /** The address of the client; empty where it is not known. */
  readonly ip: string
  /** Where the program is reached from outside, without a slash at the end. */
  readonly origin: string
}

export type FrontAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** In pieces where it is long; each is asked for once the one before was taken, and none after the caller is gone. */
  readonly body?: string | Uint8Array<ArrayBuffer> | AsyncIterable<string>
}

/**
 * Runs an operation of the front as its caller.
 * @throws Problem as over any other way in
 */
export type CallOperation = <Input extends z.ZodType, Output extends z.ZodType>(
  operation: Operation<string, Input, Output>,
  input: z.input<Input>,
) => Promise<z.output<Output>>

/**
 * A way in for a protocol that others wrote (docs/adr/0020). It translates requests into operations of its own module
 * and their outputs into answers; it has no database, and adds no rule.
 */
export type Front = {
  /** `module.noun`: how logs and figures name it. */
  readonly name: string
  /** Everything at and below this path is the front's. */
  readonly path: `/${string}`
  readonly methods: readonly string[]
  /** Names, in lower case, of the headers that it reads. Never those that carry a token. */
  readonly headers: readonly string[]
  /** Bytes of a request's body. */
  readonly bodyLimit: number
  /** Takes bodies of so many bytes in pieces, from so many callers at once (docs/adr/0031). */
  readonly stream?: { readonly bytes: number; readonly atOnce: number }
  /**
   * `key`: whoever presents an API key, and nobody else; the operations say `byKey`. `signature`: the protocol proves
   * who calls by what the request holds, and the operation checks that; its permission is `front`. `anyone`: a page for
   * people outside, whose operations (permission `front`) ask for the proof that each of them needs.
   */
  readonly caller: 'key' | 'signature' | 'anyone'
  /** Calls a minute from one network without an accepted key. */
  readonly anonymousPerMinute: number
  /** All that it may call. */
  readonly operations: readonly Operation[]
  readonly answer: (request: FrontRequest, call: CallOperation) => Promise<FrontAnswer>
  /** Says a refusal or a defect as the protocol says it. Pure. */
  readonly refusal: (document: ProblemDocument) => FrontAnswer
}
