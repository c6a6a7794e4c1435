import { App, Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import './settings.css'

const tones = { active: 'good', retiring: 'warn', retired: 'plain' } as const
/** Versions shown; older ones were destroyed long ago. */
const mostShown = 3

/** The keys under which credentials and contacts lie, and how far a rotation is. */
export const EncryptionKeys = () => {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const showProblem = useShowProblem()
  const query = useRead('keys.view-keys', {}, { whileWaiting: ({ rotation }) => rotation !== null })
  const rotate = useChange('keys.rotate-keys')
  const ask = () =>
    modal.confirm({
      title: t('encryption.rotateTitle'),
      content: t('encryption.rotateHint'),
      okText: t('encryption.rotate'),
      onOk: () =>
        rotate.mutate(
          {},
          { onSuccess: ({ version }) => message.success(t('encryption.begun', { version })), onError: showProblem },
        ),
    })
  return (
    <section className="panel">
      <div className="row between">
        <h2>{t('encryption.title')}</h2>
        <Button loading={rotate.isPending} disabled={query.data?.rotation != null} onClick={ask}>
          {t('encryption.rotate')}
        </Button>
      </div>
      <p className="soft">{t('encryption.hint')}</p>
      <Loaded query={query} rows={2}>
        {({ keys, rotation }) => (
          <>
            {rotation !== null && (
              <div role="status">
                <Progress
                  percent={rotation.total === 0 ? 100 : Math.floor((rotation.done / rotation.total) * 100)}
                  aria-label={t('encryption.progress', { done: rotation.done, total: rotation.total })}
                />
                <p className="soft number">
                  {t('encryption.progress', { done: rotation.done, total: rotation.total })}
                </p>
              </div>
            )}
            {keys.length === 0 ? (
              <p className="soft">{t('encryption.none')}</p>
            ) : (
              <ul className="plain-rows">
                {keys.slice(0, mostShown).map(({ version, state, madeAt, retiredAt }) => (
                  <li key={version}>
                    <span className="row grow">
                      <strong className="number">{t('encryption.version', { version })}</strong>
                      <Tag tone={tones[state]}>{t(`encryption.states.${state}`)}</Tag>
                    </span>
                    <span className="soft number">
                      {t('encryption.since', { at: formatMinute(madeAt) })}
                      {retiredAt !== null && ` · ${t('encryption.until', { at: formatMinute(retiredAt) })}`}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
