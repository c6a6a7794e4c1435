import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatSecond } from '../../ui/time.ts'
import './leaving.css'

const tones = { open: 'accent', dormant: 'plain', 'in-hand': 'warn' } as const
const kinds = [
  'session', 'invitation', 'password', 'passkey', 'totp', 'phone', 'recovery-codes', 'api-key', 'post',
  'department-head', 'review', 'draft', 'account', 'seat', 'webhook-secret', 'obligation',
] as const

/** What a person could still reach, asked anew of the live state each time it is opened. */
export const ReachPage = () => {
  const { t } = useTranslation()
  const { personId = '' } = useParams({ strict: false })
  const query = useRead('leaving.view-reach', { personId })
  const nameOf = (kind: string): string => t(`leaving.kind.${kinds.find((known) => known === kind) ?? 'other'}`)
  return (
    <Page
      title={query.data === undefined ? t('leaving.reach') : t('leaving.reachTitle', { name: query.data.person.name })}
      intro={query.data === undefined ? undefined : t('leaving.reachIntro', { at: formatSecond(query.data.at) })}
    >
      <Loaded query={query}>
        {({ items, person }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('leaving.reachNone')}
              {...(person.state === 'left' ? { hint: t('leaving.reachNoneHint') } : {})}
            />
          ) : (
            <ul className="reach-list">
              {items.map(({ kind, ref, title, link, standing }) => (
                <li key={`${kind} ${ref}`}>
                  <span className="soft reach-kind">{nameOf(kind)}</span>
                  <span className="reach-title">{link === null ? title : <GoLink to={link}>{title}</GoLink>}</span>
                  <Tag tone={person.state === 'left' && standing === 'open' ? 'bad' : tones[standing]}>
                    {t(`leaving.standing.${standing}`)}
                  </Tag>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}
