import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { Output } from '../../api.ts'
import { useLabel } from '../../ui/labels.ts'
import { PersonName } from '../../ui/person.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import './temporary-posts.css'

export type PostRequest = Output<'identity.list-temporary-posts'>['requests'][number]

const tones = { open: 'accent', given: 'good', declined: 'warn', withdrawn: 'plain' } as const

type ItemProps = {
  item: PostRequest
  /** Whether to say who asks. */
  named: boolean
  /** What can be done about it. */
  children?: ReactNode
}

/** One request for a post: who, what, for how long, why, and what came of it. */
export const PostRequestItem = ({ item, named, children }: ItemProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  return (
    <li className="temporary-post">
      <div className="stack tight">
        <span className="row">
          {named && <PersonName name={item.person.name} />}
          <strong>{label('post', item.post)}</strong>
          <span>{t('postRequest.hours', { count: item.hours })}</span>
          <Tag tone={tones[item.state]}>{t(`postRequest.state.${item.state}`)}</Tag>
        </span>
        <span>{item.reason}</span>
        <span className="soft">
          {t('postRequest.askedAt', { at: formatMinute(item.askedAt) })}
          {item.decidedBy !== null && ` · ${t('postRequest.decidedBy', { name: item.decidedBy, at: formatMinute(item.decidedAt) })}`}
        </span>
        {item.note !== null && <span className="soft">{t('postRequest.note', { note: item.note })}</span>}
      </div>
      <span className="row">{children}</span>
    </li>
  )
}
