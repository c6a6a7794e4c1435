import type { BookDepartment } from './contact-book.ts'

const longest = 60

/** More levels than any company has; a tree that goes round in a circle ends here. */
const deepest = 20

/**
 * What each department of a directory is called here, where names are unique: its own name, with the names above it as
 * far as needed to tell it from others. Pure.
 * @returns names by ref, at most 60 characters, no two alike
 */
export const departmentNames = (departments: readonly BookDepartment[]): ReadonlyMap<string, string> => {
  const byRef = new Map(departments.map((one) => [one.ref, one]))
  const pathOf = (ref: string): string[] => {
    const path: string[] = []
    for (let at = byRef.get(ref); at !== undefined && path.length < deepest; at = byRef.get(at.parentRef ?? '')) {
      path.unshift(at.name.trim() === '' ? at.ref : at.name.trim())
    }
    return path
  }
  const paths = departments.map(({ ref }) => ({ ref, path: pathOf(ref) }))
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const ownNames = counted(paths.map(({ path }) => path.at(-1) ?? ''))
  for (const { ref, path } of paths) {
    const own = path.at(-1) ?? ref
    const wanted = (ownNames.get(own) ?? 0) > 1 ? path.slice(-3).join('/') : own
    const fits = wanted.length <= longest && !taken.has(wanted)
    const name = fits ? wanted : `${own.slice(0, longest - ref.length - 2)}(${ref})`.slice(0, longest)
    taken.add(name)
    names.set(ref, name)
  }
  return names
}

const counted = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
