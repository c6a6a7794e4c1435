import picocolors from 'picocolors'
import type { CheckResult, Finding, Severity } from '../screening/index.ts'
import { decisionName, severityName } from './check-words.ts'

/** Line and column, from 1; the column counts characters as a reader sees them, not UTF-16 units. */
const placeOf = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++
  return { line, column: Array.from(before.slice(lineStart)).length + 1 }
}

/** Control characters of the checked text must not reach the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, ' ')

/** Makes the report of one text for people. */
export const createReport = (colour: boolean): ((name: string, text: string, result: CheckResult) => string) => {
  const c = picocolors.createColors(colour)
  const paint: Record<Severity, (text: string) => string> = { block: c.red, warn: c.yellow, note: c.cyan }
  const describe = (name: string, text: string, finding: Finding): string => {
    const { line, column } = placeOf(text, finding.start)
    const severity = paint[finding.severity](severityName[finding.severity])
    const lines = [
      `${c.bold(`${name}:${line}:${column}`)}  ${severity}  ${c.bold(printable(finding.excerpt))}`,
      `    ${finding.law}  ${c.dim(finding.rule)}`,
      `    原因：${printable(finding.why)}`,
      `    建议：${printable(finding.advice)}`,
    ]
    if (finding.proof !== undefined) lines.push(`    证明：${finding.proof}`)
    return lines.join('\n')
  }
  return (name, text, { decision, findings }) => {
    const summary = `${name}：${decisionName[decision]}${findings.length === 0 ? '' : `，命中 ${findings.length} 处`}`
    const head = decision === 'deny' ? c.red(summary) : decision === 'review' ? c.yellow(summary) : c.green(summary)
    return [...findings.map((finding) => describe(name, text, finding)), head, ''].join('\n')
  }
}
