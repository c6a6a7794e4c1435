import { useTranslation } from 'react-i18next'
import type { Provider } from '../outside-sign-in.ts'
import { useRead } from '../query.ts'
import { useSentence } from './sentence.ts'

/** What a sign-in provider is called here; by its usual name where it is not offered any more. */
export const useProviderName = (): ((provider: Provider) => string) => {
  const { t } = useTranslation()
  const say = useSentence()
  const ways = useRead('identity.list-outside-ways', {}, { staleSeconds: 600 })
  return (provider) => {
    const way = ways.data?.items.find((item) => item.provider === provider)
    return way === undefined ? t(`outside.provider.${provider}`) : say(way.title)
  }
}
