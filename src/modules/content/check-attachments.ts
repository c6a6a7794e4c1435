import type { CheckOptions, Finding, Severity } from '../../screening/types.ts'
import { readAttachmentText } from './attachment-text.ts'
import { type AttachmentFinding, type CheckedFields, machineInput } from './machine-check.ts'
import type { Attachment } from './material-fields.ts'
import type { Screening } from './ports.ts'
import type { ContentDatabase } from './scope.ts'
import { maxFindings } from './submission-store.ts'
import type { UnreadableAttachment } from './unreadable-attachments.ts'

type PlacedFinding = Finding & { place: string }

export type CheckedAttachments = {
  /** In the order of the files, and within each in that of the document. */
  findings: readonly AttachmentFinding[]
  unreadable: readonly UnreadableAttachment[]
}

/** Longest excerpt that is kept with a finding, as in the copy. */
const longestExcerpt = 20_000

/** Findings of one file: one more than a round can hold, so that a file with more is refused there. */
const mostFindings = maxFindings + 1

/** Files whose findings are remembered while rules are in force. */
const mostRemembered = 200

const gravity: Readonly<Record<Severity, number>> = { block: 0, warn: 1, note: 2 }

/** What the rules in force found, by file and setting; gone with the rules. */
const remembered = new WeakMap<Screening, Map<string, readonly PlacedFinding[]>>()

const recall = async (
  screening: Screening,
  key: string,
  find: () => Promise<readonly PlacedFinding[]>,
): Promise<readonly PlacedFinding[]> => {
  const known = remembered.get(screening) ?? new Map<string, readonly PlacedFinding[]>()
  remembered.set(screening, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const findings = await find()
  const [oldest] = known.keys()
  if (known.size >= mostRemembered && oldest !== undefined) known.delete(oldest)
  known.set(key, findings)
  return findings
}

/** What the machine is told about a file. Whether the post is advertising is a question to title and copy. */
export const attachmentOptions = (fields: CheckedFields): CheckOptions => {
  const { advertising: _, ...options } = machineInput(fields).options
  return options
}

/**
 * The findings that count in a file; the gravest where there are more than anybody could answer. The mark on advertising
 * and the way out of a message are duties of the post as a whole and looked for in title and copy alone.
 */
export const countedIn = <Found extends Pick<Finding, 'severity' | 'category'>>(all: readonly Found[]): readonly Found[] => {
  const findings = all.filter(({ category }) => category !== 'missing_ad_mark')
  if (findings.length <= mostFindings) return findings
  return findings.toSorted((a, b) => gravity[a.severity] - gravity[b.severity]).slice(0, mostFindings)
}

/** Findings in a file as they are kept. */
export const inFile = (findings: readonly PlacedFinding[], { digest, name }: Attachment): AttachmentFinding[] =>
  findings.map(({ place, ...finding }) => ({
    ...finding,
    excerpt: finding.excerpt.slice(0, longestExcerpt).toWellFormed(),
    field: 'attachment',
    attachment: { digest, name, place },
  }))

/**
 * The machine's check of the text in attached documents; pictures, film and files without text have none. Files are
 * read once, and checked once by the same rules. For `prepare`.
 * @throws Problem `material.attachment-unknown` when a file is not stored
 */
export const checkAttachments = async (
  db: ContentDatabase,
  screening: Screening,
  fields: CheckedFields & { attachments: readonly Attachment[] },
): Promise<CheckedAttachments> => {
  const { attachments } = fields
  const options = attachmentOptions(fields)
  const findings: AttachmentFinding[] = []
  const unreadable: UnreadableAttachment[] = []
  for (const attachment of attachments) {
    const { digest, name } = attachment
    const text = await readAttachmentText(db, attachment)
    if (text === null) continue
    if ('fault' in text) {
      unreadable.push({ name, fault: text.fault })
      continue
    }
    const key = JSON.stringify([digest, options.channel, options.industry])
    const found = await recall(screening, key, async () => {
      const { findings: all } = await screening.checkDocument(text.document, options)
      return countedIn(all)
    })
    findings.push(...inFile(found, attachment))
  }
  return { findings, unreadable }
}
