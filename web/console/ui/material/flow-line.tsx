import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { PersonAvatar } from '../person.tsx'
import { RemainingTime } from '../remaining-time.tsx'
import { formatMinute } from '../time.ts'
import './flow-line.css'
import type { FlowStep } from './flow.ts'
import { flowOf } from './flow.ts'

const useStepTitle = (): ((step: FlowStep) => string) => {
  const { t } = useTranslation()
  return (step) => (step.kind === 'review' ? t(`level.${step.level}`) : t(`flow.${step.kind}`))
}

/** The way of a material through the house as a line from top to bottom. */
export const FlowLine = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const titleOf = useStepTitle()
  return (
    <ol className="flow">
      {flowOf(material).map((step) => (
        <li
          key={step.key}
          className={`flow-step is-${step.state}`}
          aria-current={step.state === 'current' ? 'step' : undefined}
        >
          {step.person === null ? (
            <span className="flow-dot" aria-hidden="true" />
          ) : (
            <PersonAvatar name={step.person} size={30} />
          )}
          <div className="grow">
            <div className="row">
              <strong>{titleOf(step)}</strong>
              <span className="flow-state">{t(`flowState.${step.state}`)}</span>
            </div>
            <div className="row soft">
              {step.person !== null && <span>{step.person}</span>}
              {step.at !== null && <time className="number">{formatMinute(step.at)}</time>}
              {step.dueAt !== undefined && <RemainingTime dueAt={step.dueAt} />}
            </div>
            {step.note !== null && step.note !== '' && <p className="flow-note prose">{step.note}</p>}
          </div>
        </li>
      ))}
    </ol>
  )
}
