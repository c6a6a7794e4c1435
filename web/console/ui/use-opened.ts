import { useRouter, useSearch } from '@tanstack/react-router'

/** What the address opens, so that a task or a notice leads to it. */
export const useOpened = (name: string): [string | null, (id: string | null) => void] => {
  const router = useRouter()
  const { [name]: opened, ...rest }: Record<string, unknown> = useSearch({ strict: false })
  const open = (id: string | null): void =>
    void router.navigate({ to: '.', search: (id === null ? rest : { ...rest, [name]: id }) as never, replace: true })
  return [typeof opened === 'string' ? opened : null, open]
}
