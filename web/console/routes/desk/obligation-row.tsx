import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Obligation } from '../../domain.ts'
import { GoLink } from '../../ui/go-link.tsx'
import { RemainingTime } from '../../ui/remaining-time.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatDue } from '../../ui/time.ts'

/** One promise with its deadline. */
export const ObligationRow = ({
  obligation,
  owner = false,
  action,
}: {
  obligation: Obligation
  owner?: boolean
  action?: ReactNode
}) => {
  const { t } = useTranslation()
  const { title, link, dueAt, breachedAt, endedAt } = obligation
  return (
    <li>
      <div className="grow">
        {link === null ? title : <GoLink to={link}>{title}</GoLink>}
        <p className="soft number">
          {t('desk.due', { at: formatDue(dueAt) })}
          {owner && ` · ${t('desk.owner', { name: obligation.owner })}`}
        </p>
      </div>
      {breachedAt !== null && endedAt !== null && <Tag tone="bad">{t('desk.breached')}</Tag>}
      {endedAt === null && <RemainingTime dueAt={dueAt} />}
      {action}
    </li>
  )
}
