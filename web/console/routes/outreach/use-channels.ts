import { useTranslation } from 'react-i18next'
import { type OutreachChannel, outreachChannels } from '../../domain.ts'

/** Channels as choices, and several of them as text. */
export const useChannels = () => {
  const { t } = useTranslation()
  const nameOf = (channel: OutreachChannel): string => t(`outreach.channel.${channel}`)
  return {
    nameOf,
    namesOf: (channels: readonly OutreachChannel[]): string => channels.map(nameOf).join(t('outreach.separator')),
    options: outreachChannels.map((value) => ({ value, label: nameOf(value) })),
  }
}
