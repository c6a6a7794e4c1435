import type { z } from 'zod'
import { type fieldFinding, type storedFinding, unknownName } from './shapes.ts'
import type { FindingRow } from './submission-store.ts'

export type Names = ReadonlyMap<string, { name: string }>

/** A name for the screen; people never vanish from the register, so the dash is for a broken one. */
export const named = (names: Names, id: string): { id: string; name: string } => ({
  id,
  name: names.get(id)?.name ?? unknownName,
})

/** The finding itself, as the machine gave it. */
export const findingText = (row: FindingRow): z.input<typeof fieldFinding> => ({
  field: row.field,
  rule: row.rule,
  category: row.category,
  severity: row.severity,
  start: row.start_offset,
  end: row.end_offset,
  excerpt: row.excerpt,
  law: row.law,
  advice: row.advice,
  why: row.why,
  ...(row.proof === null ? {} : { proof: row.proof }),
  ...attachmentOf(row),
})

/** The file and the place in it, where the finding lies in one. */
const attachmentOf = ({
  attachment_digest: digest,
  attachment_name: name,
  attachment_place: place,
}: FindingRow): Pick<z.input<typeof fieldFinding>, 'attachment'> =>
  digest === null || name === null || place === null ? {} : { attachment: { digest, name, place } }

/** The finding with its answer and its overruling. */
export const findingView = (row: FindingRow, names: Names): z.input<typeof storedFinding> => ({
  ...findingText(row),
  id: row.id,
  opinionId: row.opinion_id,
  answer: answerOf(row, names),
  overrule: overruleOf(row, names),
})

/** People whom a finding names. */
export const peopleIn = (row: FindingRow): readonly string[] =>
  [row.answered_by, row.overruled_by].filter((id) => id !== null)

const answerOf = (row: FindingRow, names: Names): z.input<typeof storedFinding>['answer'] => {
  const { answer_reason: reason, answer_evidence: evidence, answered_by: by, answered_at: at } = row
  if (reason === null || evidence === null || by === null || at === null) return null
  const text = evidence.text === undefined ? {} : { text: evidence.text }
  return {
    reason,
    evidence: { ...text, attachments: [...evidence.attachments] },
    by: named(names, by),
    at: at.toISOString(),
  }
}

const overruleOf = (row: FindingRow, names: Names): z.input<typeof storedFinding>['overrule'] => {
  const { overrule_reason: reason, overruled_by: by, overruled_at: at, overrule_level: level } = row
  if (reason === null || by === null || at === null || level === null) return null
  return { reason, by: named(names, by), at: at.toISOString(), level }
}
