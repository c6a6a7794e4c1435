import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../session.ts'
import { formatMinute } from '../../ui/time.ts'

/** From here on it is said that the time runs out. */
const soonDays = 14

/** That the reader's password has to be changed, now or soon. */
export const PasswordTerm = () => {
  const { t } = useTranslation()
  const { mustChangePassword, passwordDueAt, passwordDaysLeft } = useMe()
  if (mustChangePassword) return <Alert className="password-term" type="error" showIcon title={t('me.passwordMustChange')} />
  if (passwordDaysLeft === null || passwordDaysLeft > soonDays) return null
  const title = t('me.passwordDue', { count: passwordDaysLeft, at: formatMinute(passwordDueAt) })
  return <Alert className="password-term" type="warning" showIcon title={title} />
}
