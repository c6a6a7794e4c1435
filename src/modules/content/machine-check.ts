import type { CheckOptions, Decision, Finding } from '../../screening/types.ts'
import { channelTraits } from './channels.ts'
import type { MaterialFields } from './material-fields.ts'
import type { Screen } from './ports.ts'

export type TextFinding = Finding & { field: 'title' | 'copy' }

/** Where in which file; `place` is what a reader counts by: `第3段`, `第2页`, `Sheet1!B4`. */
export type AttachmentPlace = { digest: string; name: string; place: string }

/** `start` and `end` are UTF-16 units from the beginning of the place. */
export type AttachmentFinding = Finding & { field: 'attachment'; attachment: AttachmentPlace }

export type FieldFinding = TextFinding | AttachmentFinding

export type CheckedFields = Pick<MaterialFields, 'title' | 'copy' | 'channel' | 'industry' | 'advertising'>

/**
 * What the machine is given. Title and copy are read as one text, as the audience reads them: a mark in the title
 * counts for the copy.
 */
export const machineInput = ({
  title,
  copy,
  channel,
  industry,
  advertising,
}: CheckedFields): { text: string; options: CheckOptions } => ({
  text: `${title}\n${copy}`,
  options: { channel: channelTraits[channel].name.zh, advertising, ...(industry === null ? {} : { industry }) },
})

/** The machine's check of title and copy. Offsets are UTF-16 units within the field. */
export const checkByMachine = (
  screen: Screen,
  fields: CheckedFields,
): { decision: Decision; findings: readonly TextFinding[] } => {
  const { text, options } = machineInput(fields)
  const { decision, findings } = screen(text, options)
  return { decision, findings: findings.map((finding) => placed(finding, fields)) }
}

const placed = (finding: Finding, { title, copy }: CheckedFields): TextFinding => {
  if (finding.end <= title.length) return { ...finding, field: 'title' }
  // The line feed between the two belongs to neither; what spans both is about the text as a whole.
  const shift = title.length + 1
  const start = Math.max(0, finding.start - shift)
  const end = Math.max(start, finding.end - shift)
  return { ...finding, field: 'copy', start, end, excerpt: copy.slice(start, end) }
}

/** Where a stored finding lies in the text that the machine was given. */
export const inWholeText = (
  { field, start, end }: Pick<TextFinding, 'field' | 'start' | 'end'>,
  { title }: Pick<CheckedFields, 'title'>,
): { start: number; end: number } => {
  const shift = field === 'title' ? 0 : title.length + 1
  return { start: start + shift, end: end + shift }
}
