import { useImperativeHandle, useRef } from 'react'
import type { Ref, SyntheticEvent } from 'react'
import type { FieldFinding } from '../../domain.ts'
import './findings.css'
import { findingKey } from './finding-key.ts'
import { Marks, markOf } from './marked-text.tsx'

export type EditorHandle = { jumpTo: (finding: FieldFinding) => void }

type MarkedEditorProps = {
  value?: string
  onChange?: (text: string) => void
  id?: string
  maxLength: number
  placeholder?: string
  /** One line that grows, for titles. */
  line?: boolean
  findings: readonly FieldFinding[]
  activeKey: string | null
  /** Tells where the caret stands. */
  onCaret: (offset: number) => void
  handle: Ref<EditorHandle>
  describedBy?: string
  'aria-required'?: boolean | 'true' | 'false'
  'aria-invalid'?: boolean | 'true' | 'false'
}

/**
 * A text field whose findings are underlined while typing. The marks lie in a copy of the text behind a transparent
 * textarea, so that typing, undo, spelling and screen readers work as in every text field.
 */
export const MarkedEditor = (props: MarkedEditorProps) => {
  const { value = '', onChange, id, maxLength, placeholder, line = false, findings, activeKey, onCaret, handle } = props
  const backdrop = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(handle, () => ({
    jumpTo: (finding) => {
      input.current?.focus({ preventScroll: true })
      input.current?.setSelectionRange(finding.start, finding.end)
      const mark = backdrop.current === null ? null : markOf(backdrop.current, findingKey(finding))
      ;(mark ?? input.current)?.scrollIntoView({ block: 'center' })
    },
  }))
  const caret = (event: SyntheticEvent<HTMLTextAreaElement>): void => onCaret(event.currentTarget.selectionStart)
  return (
    <div className={`marked-editor${line ? ' is-line' : ''}`}>
      <div className="marked-backdrop" ref={backdrop} aria-hidden="true">
        <Marks text={value} findings={findings} keyOf={findingKey} activeKey={activeKey} />
        {/* A last empty line takes room only with something in it. */}
        {'\u200b'}
      </div>
      <textarea
        ref={input}
        id={id}
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        spellCheck={false}
        rows={1}
        aria-describedby={props.describedBy}
        aria-required={props['aria-required']}
        aria-invalid={props['aria-invalid']}
        onSelect={caret}
        onKeyDown={(event) => {
          if (line && event.key === 'Enter') event.preventDefault()
        }}
        onChange={(event) => onChange?.(line ? event.target.value.replace(/[\r\n]+/g, ' ') : event.target.value)}
      />
    </div>
  )
}
