import { currentLanguage } from './i18n/language.ts'
import type { Input, OperationName, Output } from './operations.ts'

export type { Input, OperationName, Output }

export type ProblemReason = { code: string; text: string; law?: string }
export type ProblemIssue = { path: string; message: string }

type ProblemDocument = {
  status: number
  code: string
  title?: string
  detail?: string
  id?: string
  reasons?: ProblemReason[]
  issues?: ProblemIssue[]
}

/** What the server answered instead of a result: an RFC 9457 document, or that there was no answer. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(document.code)
    this.name = 'ApiProblem'
    this.document = document
  }
}

/** Codes for what happens before any server answers. Their sentences are in the text resources. */
export const noAnswer = 'console.no-answer'
export const unreadableAnswer = 'console.unreadable-answer'

const timeoutMilliseconds = 30_000

let onSessionEnded: () => void = () => {}

/** Says what to do when the server asks for a sign-in in the middle of work. */
export const handleSessionEnd = (handler: () => void): void => {
  onSessionEnded = handler
}

const pathOf = (name: OperationName): string => `/api/v1/${name.replace('.', '/')}`

const isDocument = (value: unknown): value is ProblemDocument =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

const problemOf = async (response: Response): Promise<ApiProblem> => {
  const body: unknown = await response.json().catch(() => null)
  return new ApiProblem(
    isDocument(body) ? { ...body, status: response.status } : { status: response.status, code: unreadableAnswer },
  )
}

/**
 * Calls an operation of the server.
 * @param signal gives the call up; after 30 seconds it is given up anyway
 * @throws ApiProblem with the server's problem document, or with the code `console.no-answer`
 */
export const call = async <Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  signal?: AbortSignal,
): Promise<Output<Name>> => {
  const limit = AbortSignal.timeout(timeoutMilliseconds)
  const response = await fetch(pathOf(name), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-weidun-locale': currentLanguage() },
    body: JSON.stringify(input),
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause
    throw new ApiProblem({ status: 0, code: noAnswer })
  })
  if (!response.ok) {
    const problem = await problemOf(response)
    if (problem.document.code === 'session.required') onSessionEnded()
    throw problem
  }
  // The server validates every answer against the operation's schema before it sends it.
  return (await response.json()) as Output<Name>
}
