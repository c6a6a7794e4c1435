import { useTranslation } from 'react-i18next'

type Group = 'post' | 'platform' | 'category' | 'module' | 'opinionProvider'

/** Names of things whose list belongs to the server: one that this console does not know is shown by its id. */
export const useLabel = (): ((group: Group, id: string) => string) => {
  const { i18n } = useTranslation()
  return (group, id) => {
    const text: unknown = i18n.getResource(i18n.language, 'translation', `${group}.${id}`)
    return typeof text === 'string' ? text : id
  }
}
