import { posix } from 'node:path'
import type { Archive } from './archive.ts'
import type { DocumentLimits } from './limits.ts'
import { readXml } from './xml.ts'

export type Relation = { id: string; type: string; target: string }

/**
 * Relations of a part (ECMA-376 part 2, 9.3); `''` for those of the whole package. Targets are names in the archive.
 */
export const relationsOf = async (
  archive: Archive,
  part: string,
  limits: Pick<DocumentLimits, 'depth'>,
): Promise<Relation[]> => {
  const folder = posix.dirname(part)
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations: Relation[] = []
  await readXml(archive, { name, limits }, {
    open: (tag, attributes) => {
      const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes
      if (tag !== 'Relationship' || id === undefined || type === undefined || target === undefined) return
      if (mode === 'External') return
      const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target)
      relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolved })
    },
    text: () => {},
    close: () => {},
  })
  return relations
}
