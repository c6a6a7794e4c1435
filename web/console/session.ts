import { useQuery } from '@tanstack/react-query'
import { call } from './api.ts'
import type { Output } from './api.ts'
import { queryClient } from './query.ts'

export type Me = Output<'identity.view-me'>

const meQuery = {
  queryKey: ['identity.view-me', {}],
  queryFn: () => call('identity.view-me', {}),
  staleTime: 60_000,
  retry: false,
}

/** Who is signed in. Throws ApiProblem with `session.required` when nobody is. */
export const readMe = (): Promise<Me> => queryClient.ensureQueryData(meQuery)

/** The signed-in person; screens inside the shell always have one. */
export const useMe = (): Me => {
  const { data } = useQuery(meQuery)
  if (data === undefined) throw new Error('useMe was used outside the signed-in part of the console')
  return data
}

export const useMay = (): ((permission: string) => boolean) => {
  const { permissions } = useMe()
  return (permission) => permissions.includes(permission)
}

/** Forgets what the last person read. Typed drafts stay: they are in sessionStorage. */
export const forgetSession = (): void => queryClient.removeQueries({ type: 'inactive' })
