import type { StoredFinding } from '../../domain.ts'

/** The findings in one attached file. */
export type FileFindings = { digest: string; name: string; findings: StoredFinding[] }

/** Parts findings into those of title and copy and those of each attached file, in the order in which they come. */
export const byFile = (findings: readonly StoredFinding[]): { inText: StoredFinding[]; files: FileFindings[] } => {
  const inText: StoredFinding[] = []
  const files = new Map<string, FileFindings>()
  for (const finding of findings) {
    const { attachment } = finding
    if (attachment === undefined) {
      inText.push(finding)
      continue
    }
    const { digest, name } = attachment
    const file = files.get(digest) ?? { digest, name, findings: [] }
    file.findings.push(finding)
    files.set(digest, file)
  }
  return { inText, files: [...files.values()] }
}
