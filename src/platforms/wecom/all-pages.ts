import type { WecomDone } from './call.ts'
import type { WecomFailure } from './failure.ts'

type Page<Item> = WecomDone<{ items: readonly Item[]; next: string }> | WecomFailure

/** More pages than any company has; a cursor that goes round in a circle ends here. */
const MAX_PAGES = 1000

/** Reads pages by cursor until there is none left; the first failure is the answer. */
export const allPages = async <Item>(
  read: (cursor: string) => Promise<Page<Item>>,
): Promise<WecomDone<Item[]> | WecomFailure> => {
  const items: Item[] = []
  let cursor = ''
  for (let page = 0; page < MAX_PAGES; page++) {
    const said = await read(cursor)
    if (said.kind !== 'done') return said
    items.push(...said.value.items)
    if (said.value.next === '') return { kind: 'done', value: items }
    cursor = said.value.next
  }
  return { kind: 'try-later', why: 'unreadable', afterSeconds: 3600, code: null }
}
