import type { Decision, Finding } from '../../screening/types.ts'
import { channelTraits } from './channels.ts'
import type { MaterialFields } from './material-fields.ts'
import type { Screen } from './ports.ts'

export type FieldFinding = Finding & { field: 'title' | 'copy' }

type CheckedFields = Pick<MaterialFields, 'title' | 'copy' | 'channel' | 'industry' | 'advertising'>

/**
 * The machine's check of title and copy. They are read as one text, as the audience reads them: a mark in the title
 * counts for the copy. Offsets are UTF-16 units within the field.
 */
export const checkByMachine = (
  screen: Screen,
  fields: CheckedFields,
): { decision: Decision; findings: readonly FieldFinding[] } => {
  const { title, copy, channel, industry, advertising } = fields
  const { decision, findings } = screen(`${title}\n${copy}`, {
    channel: channelTraits[channel].name.zh,
    advertising,
    ...(industry === null ? {} : { industry }),
  })
  return { decision, findings: findings.map((finding) => placed(finding, fields)) }
}

const placed = (finding: Finding, { title, copy }: CheckedFields): FieldFinding => {
  if (finding.end <= title.length) return { ...finding, field: 'title' }
  // The line feed between the two belongs to neither; what spans both is about the text as a whole.
  const shift = title.length + 1
  const start = Math.max(0, finding.start - shift)
  const end = Math.max(start, finding.end - shift)
  return { ...finding, field: 'copy', start, end, excerpt: copy.slice(start, end) }
}
