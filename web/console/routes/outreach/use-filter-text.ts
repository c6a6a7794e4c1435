import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChannels } from './use-channels.ts'

type Filter = Output<'outreach.list-audiences'>['items'][number]['filter']

/** Whom an audience takes in, as a sentence. */
export const useFilterText = (departments: readonly { id: string; name: string }[]) => {
  const { t } = useTranslation()
  const { nameOf } = useChannels()
  return ({ sources, departmentIds, registeredFrom, registeredUntil, consent, listed }: Filter, people: number): string => {
    const parts = [
      ...(listed ? [t('outreach.filter.listed', { count: people })] : []),
      ...(sources.length > 0 ? [t('outreach.filter.sources', { list: sources.map((source) => t(`customer.sources.${source}`)).join(t('outreach.separator')) })] : []),
      ...(departmentIds.length > 0
        ? [t('outreach.filter.departments', { list: departments.filter(({ id }) => departmentIds.includes(id)).map(({ name }) => name).join(t('outreach.separator')) })]
        : []),
      ...(registeredFrom !== null || registeredUntil !== null ? [t('outreach.filter.registered', { from: registeredFrom ?? '…', until: registeredUntil ?? '…' })] : []),
      ...(consent === null ? [] : [t('outreach.filter.consent', { purpose: t(`outreach.purpose.${consent.purpose}`), channel: nameOf(consent.channel) })]),
    ]
    return parts.length === 0 ? t('outreach.filter.everybody') : parts.join(t('outreach.filter.and'))
  }
}
