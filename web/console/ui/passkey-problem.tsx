import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { PasskeyError } from '../passkey.ts'
import { ProblemAlert } from './problem-view.tsx'

/** Why a passkey was not made or not proven: the browser's reasons in words, the server's as always. */
export const PasskeyProblem = ({ error, heading }: { error: unknown; heading?: string }) => {
  const { t } = useTranslation()
  if (!(error instanceof PasskeyError)) {
    return heading === undefined ? <ProblemAlert error={error} /> : <ProblemAlert error={error} heading={heading} />
  }
  return (
    <Alert
      type={error.failure === 'given-up' ? 'info' : 'error'}
      showIcon
      role="alert"
      title={t(`factors.failure.${error.failure}`)}
      description={t(`factors.failureHint.${error.failure}`)}
    />
  )
}
