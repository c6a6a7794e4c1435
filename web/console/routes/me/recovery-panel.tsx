import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { useShowProblem } from '../../ui/problem-view.tsx'

const Codes = ({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) => {
  const { t } = useTranslation()
  return (
    <div className="stack">
      <p role="status">{t('factors.codesOnce')}</p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button type="primary" onClick={() => window.print()}>
          {t('factors.print')}
        </Button>
        <Button onClick={onKept}>{t('factors.codesKept')}</Button>
      </div>
    </div>
  )
}

/** Codes on paper for whoever loses phone or key. */
export const RecoveryPanel = () => {
  const { t } = useTranslation()
  const showProblem = useShowProblem()
  const factors = useRead('identity.view-factors', {})
  const make = useChange('identity.make-recovery-codes')
  if (factors.data === undefined) return null
  const { recoveryCodes, passkeys, totp, phoneEnding } = factors.data
  if (passkeys.length === 0 && !totp && phoneEnding === null) return null
  const generate = (): void => make.mutate({}, { onError: showProblem })
  return (
    <section className="panel">
      <h2>{t('factors.recovery')}</h2>
      {make.data !== undefined ? (
        <Codes codes={make.data.codes} onKept={() => make.reset()} />
      ) : (
        <div className="stack">
          <p className="soft">{t('factors.recoveryWhy')}</p>
          <p>{recoveryCodes === 0 ? t('factors.noCodes') : t('factors.codesLeft', { count: recoveryCodes })}</p>
          <div>
            {recoveryCodes === 0 ? (
              <Button loading={make.isPending} onClick={generate}>
                {t('factors.makeCodes')}
              </Button>
            ) : (
              <Popconfirm
                title={t('factors.newCodesHint')}
                okText={t('factors.makeNewCodes')}
                cancelText={t('common.cancel')}
                onConfirm={generate}
              >
                <Button loading={make.isPending}>{t('factors.makeNewCodes')}</Button>
              </Popconfirm>
            )}
          </div>
        </div>
      )}
    </section>
  )
}
