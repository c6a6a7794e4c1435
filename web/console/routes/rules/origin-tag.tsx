import { useTranslation } from 'react-i18next'
import type { RuleView } from '../../domain.ts'
import { Tag } from '../../ui/tags.tsx'

const tones = { shipped: 'plain', changed: 'warn', off: 'bad', own: 'accent' } as const

/** Whose rule it is, and whether the company changed it. */
export const OriginTag = ({ origin }: { origin: RuleView['origin'] }) => {
  const { t } = useTranslation()
  return <Tag tone={tones[origin]}>{t(`rules.originOf.${origin}`)}</Tag>
}
