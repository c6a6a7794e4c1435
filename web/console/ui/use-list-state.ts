import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'

type ListState<Filter> = { filter: Partial<Filter>; page: number; pageSize: number }

/** Free text may name a person, and addresses end up in histories and logs: it stays out of them. */
const privateKeys = ['search', 'text']

const reserved = ['page', 'pageSize']

const withoutKeys = (record: Record<string, unknown>, keys: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))

const countOf = (value: unknown, fallback: number, limit: number): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= limit ? value : fallback

/**
 * Filter and page of a list. They stand in the address, so that going back finds the list as it was and a link can open
 * it filtered.
 */
export const useListState = <Filter extends object>(known: readonly (keyof Filter & string)[]) => {
  const router = useRouter()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const [hidden, setHidden] = useState<Record<string, unknown>>({})
  const filterKeys: readonly string[] = known
  const inAddress = Object.fromEntries(Object.entries(search).filter(([key]) => filterKeys.includes(key)))
  const state: ListState<Filter> = {
    filter: { ...inAddress, ...hidden } as Partial<Filter>,
    page: countOf(search['page'], 1, 10_000),
    pageSize: countOf(search['pageSize'], 20, 100),
  }
  const show = (next: Record<string, unknown>): void => {
    void router.navigate({ to: '.', search: next as never, replace: true })
  }
  return {
    ...state,
    setFilter: (filter: Partial<Filter>) => {
      const given = filter as Record<string, unknown>
      setHidden(
        withoutKeys(
          given,
          Object.keys(given).filter((key) => !privateKeys.includes(key)),
        ),
      )
      const kept = withoutKeys(search, [...filterKeys, ...reserved])
      show({
        ...kept,
        ...withoutKeys(given, privateKeys),
        ...(state.pageSize === 20 ? {} : { pageSize: state.pageSize }),
      })
    },
    setPage: (page: number, pageSize: number) => {
      show({ ...search, page: pageSize === state.pageSize ? page : 1, pageSize })
    },
  }
}
