import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'

/** Where the reader is signed in. */
export const SessionsPanel = () => {
  const { t } = useTranslation()
  const showProblem = useShowProblem()
  const sessions = useRead('identity.list-sessions', {})
  const end = useChange('identity.end-session')
  return (
    <section className="panel">
      <h2>{t('me.sessions')}</h2>
      <Loaded query={sessions}>
        {({ items }) => (
          <ul className="sessions">
            {items.map(({ id, device, ip, place, createdAt, lastSeenAt, current }) => (
              <li key={id}>
                <div className="grow">
                  <span className="row">
                    <strong>{device === '' ? t('me.unknownDevice') : device}</strong>
                    {current && <Tag tone="good">{t('me.thisSession')}</Tag>}
                  </span>
                  <p className="soft number">
                    {t('me.sessionTimes', {
                      ip: [place, ip].filter((part) => part !== null).join(' '),
                      since: formatMinute(createdAt),
                      seen: formatMinute(lastSeenAt),
                    })}
                  </p>
                </div>
                {!current && (
                  <Button
                    danger
                    loading={end.isPending && end.variables.id === id}
                    onClick={() => end.mutate({ id }, { onError: showProblem })}
                  >
                    {t('me.endSession')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
