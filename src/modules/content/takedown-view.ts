import { type Names, named } from './finding-view.ts'
import type { PublicationPart } from './material-parts.ts'

type Takedown = Pick<PublicationPart, 'taken_down_at' | 'taken_down_by' | 'taken_down_reason'>

/** When, by whom and why a publication was taken down; null while it is out. */
export const takedownOf = (row: Takedown, names: Names) => {
  const { taken_down_at: at, taken_down_by: by, taken_down_reason: reason } = row
  if (at === null || by === null || reason === null) return null
  return { at: at.toISOString(), by: named(names, by), reason }
}
