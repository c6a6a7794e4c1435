import { useMemo } from 'react'
import type { FieldFinding } from '../../domain.ts'
import './findings.css'
import { hasPlace } from './finding-key.ts'
import { segmentsOf } from './segments.ts'

type Markable = Pick<FieldFinding, 'start' | 'end' | 'severity' | 'category'>

type MarkedTextProps<Finding extends Markable> = {
  text: string
  findings: readonly Finding[]
  keyOf: (finding: Finding) => string
  activeKey?: string | null
}

/** The stretches of a text with its findings underlined; the style of the line tells the gravity as well. */
export const Marks = <Finding extends Markable>({ text, findings: all, keyOf, activeKey }: MarkedTextProps<Finding>) =>
  useMemo(() => {
    const findings = all.filter(hasPlace)
    return segmentsOf(text, findings).map(({ start, text: part, marks }) => {
      const gravest = marks[0] === undefined ? undefined : findings[marks[0]]
      if (gravest === undefined) return <span key={start}>{part}</span>
      const keys = marks.flatMap((index) => (findings[index] === undefined ? [] : [keyOf(findings[index])]))
      const active = activeKey !== null && activeKey !== undefined && keys.includes(activeKey)
      return (
        <mark
          key={start}
          data-findings={keys.join(' ')}
          className={`mark mark-${gravest.severity}${active ? ' is-active' : ''}`}
        >
          {part}
        </mark>
      )
    })
  }, [text, all, keyOf, activeKey])

/** Text to read, with its findings marked. */
export const MarkedText = <Finding extends Markable>(props: MarkedTextProps<Finding>) => (
  <div className="prose marked-text">
    <Marks {...props} />
  </div>
)

/** The first mark of a finding below an element. */
export const markOf = (element: ParentNode, key: string): HTMLElement | null =>
  [...element.querySelectorAll<HTMLElement>('mark[data-findings]')].find((mark) =>
    mark.dataset['findings']?.split(' ').includes(key),
  ) ?? null
