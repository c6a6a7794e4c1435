import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertPreview } from '../../../domain.ts'
import { moveWithEdit, segmentsOf } from '../../../ui/findings/segments.ts'
import '../../../ui/findings/findings.css'

type Mark = { start: number; end: number; severity: 'note' | 'block' }

/** What was recognised, as stretches of the text; forged links are marked as grave. */
export const marksOf = (preview: AlertPreview | undefined): Mark[] => {
  if (preview === undefined) return []
  const { platform, account, action, at, ip, place, device, app, links } = preview
  return [
    ...[platform, account, action, at, ip, place, device, app].flatMap((found) =>
      found === null ? [] : [{ start: found.start, end: found.end, severity: 'note' as const }],
    ),
    ...links.flatMap(({ official, start, end }) => (official ? [] : [{ start, end, severity: 'block' as const }])),
  ]
}

type AlertTextProps = {
  id: string
  value: string
  /** The text in which the marks were found. */
  markedText: string
  marks: readonly Mark[]
  onChange: (text: string) => void
}

/** A text field in which what was recognised is underlined while one types or pastes. */
export const AlertText = ({ id, value, markedText, marks, onChange }: AlertTextProps) => {
  const { t } = useTranslation()
  const segments = useMemo(() => segmentsOf(value, moveWithEdit(marks, markedText, value)), [value, markedText, marks])
  return (
    <div className="marked-editor alert-text">
      <div className="marked-backdrop" aria-hidden="true">
        {segments.map(({ start, text, marks: [first] }) =>
          first === undefined ? (
            <span key={start}>{text}</span>
          ) : (
            <mark key={start} className={`mark mark-${marks[first]?.severity ?? 'note'}`}>
              {text}
            </mark>
          ),
        )}
        {'​'}
      </div>
      <textarea
        id={id}
        value={value}
        maxLength={4000}
        spellCheck={false}
        rows={1}
        placeholder={t('alert.pastePlaceholder')}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
