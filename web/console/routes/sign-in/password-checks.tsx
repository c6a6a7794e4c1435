import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useSentence } from '../../ui/sentence.ts'
import { checklist, isJudged, lengthOf, type Judgement, type Mark } from './password-checklist.ts'
import './password-checks.css'

const icons = {
  met: <CheckCircleFilled aria-hidden />,
  broken: <CloseCircleFilled aria-hidden />,
  open: <span className="password-check-dot" aria-hidden />,
} as const satisfies Record<Mark, unknown>

type PasswordChecksProps = { id: string; typed: string; latest: Judgement | null; isCurrent: boolean }

/** The rules for a password as a list that is ticked off while it is typed. */
export const PasswordChecks = ({ id, typed, latest, isCurrent }: PasswordChecksProps) => {
  const { t } = useTranslation()
  const say = useSentence()
  const parts = checklist(typed, latest, isCurrent)
  const { minimum: min, maximum: max } = lengthOf(latest)
  const name = (part: (typeof parts)[number]['part']): string => t(`password.part.${part}`, { min, max })
  const left = parts.filter(({ mark }) => mark !== 'met')
  const reasons = parts.flatMap(({ why }) => (why === undefined ? [] : [say(why)]))
  const isWaiting = !isCurrent && parts.every(({ part, mark }) => mark === 'met' || isJudged(part))
  // One sentence, which changes only when something is ticked off, and not while the server is being asked.
  const spoken =
    typed === '' || isWaiting
      ? ''
      : left.length === 0
        ? t('password.allMet')
        : t('password.left', { list: left.map(({ part }) => name(part)).join(t('password.and')) })
  return (
    <div className="password-checks">
      <ul id={id} aria-label={t('password.rules')}>
        {parts.map(({ part, mark }) => (
          <li key={part} className={`password-check-${mark}`}>
            {icons[mark]}
            <span>{name(part)}</span>
            <span className="visually-hidden">{t(`password.mark.${mark}`)}</span>
          </li>
        ))}
      </ul>
      {reasons.map((reason) => (
        <p key={reason} className="password-check-why">
          {reason}
        </p>
      ))}
      <p className="visually-hidden" role="status">
        {[spoken, ...(spoken === '' ? [] : reasons)].join(' ')}
      </p>
    </div>
  )
}
