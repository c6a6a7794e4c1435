import { useTranslation } from 'react-i18next'
import './person.css'

/** The last two characters of a Chinese name, initials otherwise. */
const shortName = (name: string): string =>
  /\p{Script=Han}/u.test(name)
    ? name.slice(-2)
    : name
        .split(/\s+/)
        .map((part) => part.slice(0, 1).toUpperCase())
        .join('')
        .slice(0, 2)

export const PersonAvatar = ({ name, size = 28 }: { name: string; size?: number }) => (
  <span className="avatar" style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }} aria-hidden="true">
    {shortName(name)}
  </span>
)

export const PersonName = ({ name }: { name: string }) => (
  <span className="person">
    <PersonAvatar name={name} size={22} />
    {name}
  </span>
)

/** Who did it: a person by name, otherwise what kind of actor. */
export const useActorName = (): ((actor: { kind: string; name?: string | null }) => string) => {
  const { t } = useTranslation()
  return ({ kind, name }) => {
    if (name !== null && name !== undefined && name !== '') return name
    if (kind === 'job') return t('actor.job')
    if (kind === 'api-key') return t('actor.apiKey')
    if (kind === 'machine') return t('actor.machine')
    return kind === 'anonymous' ? t('actor.anonymous') : t('actor.person')
  }
}
