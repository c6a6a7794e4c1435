import { useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'

type Named = { id: string; name: string }

/** Active people to choose from; who is chosen already stays a choice although they may have left since. */
export const usePeopleChoice = (chosen: readonly (Named | null)[] = []): { value: string; label: string }[] => {
  const me = useMe()
  const may = useMay()
  const people = useRead(
    'identity.list-people',
    { state: 'active', page: 1, pageSize: 100 },
    { enabled: may('identity.view-people') },
  )
  const known: readonly Named[] = people.data?.items ?? [{ id: me.id, name: me.name }]
  const others = chosen.filter((one): one is Named => one !== null && !known.some(({ id }) => id === one.id))
  return [...known, ...others].map(({ id, name }) => ({ value: id, label: name }))
}
