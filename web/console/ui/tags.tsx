import { useTranslation } from 'react-i18next'
import type { ControlState, MaterialState } from '../domain.ts'
import './tags.css'

type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad'

export const Tag = ({ tone, children }: { tone: Tone; children: string }) => (
  <span className={`tag tag-${tone}`}>{children}</span>
)

const materialTones: Record<MaterialState, Tone> = {
  draft: 'plain',
  'self-check': 'accent',
  'department-review': 'accent',
  'legal-review': 'accent',
  approved: 'good',
  published: 'good',
  'taken-down': 'warn',
  discarded: 'plain',
}

export const MaterialStateTag = ({ state }: { state: MaterialState }) => {
  const { t } = useTranslation()
  return <Tag tone={materialTones[state]}>{t(`materialState.${state}`)}</Tag>
}

const controlTones: Record<ControlState, Tone> = { holds: 'good', partly: 'warn', fails: 'bad', inconclusive: 'plain' }
const controlSigns: Record<ControlState, string> = { holds: '✓', partly: '◐', fails: '✕', inconclusive: '–' }

export const ControlStateTag = ({ state }: { state: ControlState }) => {
  const { t } = useTranslation()
  return (
    <span className={`tag tag-${controlTones[state]}`}>
      <span aria-hidden="true">{controlSigns[state]} </span>
      {t(`controlState.${state}`)}
    </span>
  )
}
