import { QueryClient, keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { ApiProblem, call } from './api.ts'
import type { Input, OperationName, Output } from './api.ts'
import { proveNow } from './prove.ts'

const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof ApiProblem && (error.document.status === 0 || error.document.status === 503)

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000, refetchOnWindowFocus: true } },
})

type ReadOptions<Answer> = {
  enabled?: boolean
  everySeconds?: number
  /** Reads again every few seconds as long as this holds of the last answer. */
  whileWaiting?: (answer: Answer) => boolean
  keepPrevious?: boolean
  staleSeconds?: number
}

const waitingSeconds = 4

/** Reads through an operation and keeps the answer fresh. */
export const useRead = <Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  { enabled = true, everySeconds, whileWaiting, keepPrevious = false, staleSeconds }: ReadOptions<Output<Name>> = {},
): UseQueryResult<Output<Name>, Error> =>
  useQuery<Output<Name>, Error>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, signal),
    enabled,
    ...(everySeconds === undefined ? {} : { refetchInterval: everySeconds * 1000 }),
    ...(whileWaiting === undefined
      ? {}
      : {
          refetchInterval: ({ state: { data } }) =>
            data !== undefined && whileWaiting(data) ? waitingSeconds * 1000 : false,
        }),
    ...(staleSeconds === undefined ? {} : { staleTime: staleSeconds * 1000 }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })

/**
 * Calls, and where the server wants to know first who is there, asks for the proof and calls once more: what was typed
 * is sent without being typed again.
 */
export const provenCall = async <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await attempt()
  } catch (error) {
    const code = error instanceof ApiProblem ? error.document.code : ''
    if (code !== 'session.prove-again' && code !== 'session.passkey-first') throw error
    if (!(await proveNow(code === 'session.prove-again' ? 'any' : 'passkey'))) throw error
    return attempt()
  }
}

type ChangeOptions = {
  /** False where the whole session changes, and with it everything that was read. */
  refresh?: boolean
}

/** Changes something through an operation; everything on screen is read again afterwards. */
export const useChange = <Name extends OperationName>(
  name: Name,
  { refresh = true }: ChangeOptions = {},
): UseMutationResult<Output<Name>, Error, Input<Name>> => {
  const client = useQueryClient()
  return useMutation<Output<Name>, Error, Input<Name>>({
    mutationFn: (input) => provenCall(() => call(name, input)),
    // Not awaited: the caller goes on at once, also when the fresh answers take its own part of the screen away.
    onSuccess: () => {
      if (refresh) void client.invalidateQueries()
    },
  })
}
