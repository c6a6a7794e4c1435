import { useTranslation } from 'react-i18next'
import type { CustomerExport } from '../../../domain.ts'
import { Tag } from '../../../ui/tags.tsx'

const tones = {
  asked: 'warn',
  making: 'accent',
  ready: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  lapsed: 'plain',
  destroyed: 'plain',
} as const

export const ExportTags = ({ one: { state, sensitive } }: { one: Pick<CustomerExport, 'state' | 'sensitive'> }) => {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Tag tone={tones[state]}>{t(`export.states.${state}`)}</Tag>
      {sensitive && <Tag tone="warn">{t('export.sensitive')}</Tag>}
    </span>
  )
}
