import { useTranslation } from 'react-i18next'
import type { AlertRow } from '../../../domain.ts'
import { Tag } from '../../../ui/tags.tsx'

const verdictTones = { 'likely-genuine': 'good', unclear: 'warn', 'likely-stolen': 'bad' } as const
const decisionTones = { genuine: 'good', stolen: 'bad', forged: 'plain' } as const

type Judged = Pick<AlertRow, 'verdict' | 'claimed'> & { decision: AlertRow['decision'] }

/** What people decided, and before that what the machine thinks. */
export const VerdictTag = ({ verdict, decision, claimed }: Judged) => {
  const { t } = useTranslation()
  if (decision !== null) return <Tag tone={decisionTones[decision]}>{t(`alert.decision.${decision}`)}</Tag>
  return (
    <>
      <Tag tone={verdict === null ? 'accent' : verdictTones[verdict]}>
        {verdict === null ? t('alert.verdictHidden') : t(`alert.verdict.${verdict}`)}
      </Tag>
      {claimed && <Tag tone="accent">{t('alert.claimTag')}</Tag>}
    </>
  )
}
