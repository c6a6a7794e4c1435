import picocolors from 'picocolors'
import type { CheckedDocument, PlacedFinding } from '../screening/documents/index.ts'
import type { Severity } from '../screening/index.ts'
import { decisionName, severityName } from './check-words.ts'

/** Control characters of the checked text must not reach the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ')

/** `file:line:column`, as editors understand it, or the file and the place in it. */
const whereOf = (name: string, { line, column, place }: PlacedFinding): string => {
  if (line === undefined || column === undefined) return `${name} ${place}`
  return `${name}:${line}:${column}${place.startsWith('第') ? '' : `（${place}）`}`
}

/** Makes the report of one document for people. */
export const createReport = (colour: boolean): ((name: string, checked: CheckedDocument) => string) => {
  const c = picocolors.createColors(colour)
  const paint: Record<Severity, (text: string) => string> = { block: c.red, warn: c.yellow, note: c.cyan }
  const describe = (name: string, finding: PlacedFinding): string => {
    const severity = paint[finding.severity](severityName[finding.severity])
    const lines = [
      `${c.bold(printable(whereOf(name, finding)))}  ${severity}  ${c.bold(printable(finding.excerpt))}`,
      `    ${finding.law}  ${c.dim(finding.rule)}`,
      `    原因：${printable(finding.why)}`,
      `    建议：${printable(finding.advice)}`,
    ]
    if (finding.proof !== undefined) lines.push(`    证明：${finding.proof}`)
    return lines.join('\n')
  }
  return (name, { decision, findings, empty }) => {
    const count = findings.length === 0 ? '' : `，命中 ${findings.length} 处`
    const summary = empty ? `${name}：文件里没有文字（图片里的字看不到）` : `${name}：${decisionName[decision]}${count}`
    const shade = decision === 'deny' ? c.red : decision === 'review' || empty ? c.yellow : c.green
    const head = shade(summary)
    return [...findings.map((finding) => describe(name, finding)), head, ''].join('\n')
  }
}
