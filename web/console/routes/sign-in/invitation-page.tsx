import { useRouter } from '@tanstack/react-router'
import { Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { forgetSession } from '../../session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { NewPasswordFields } from './new-password.tsx'
import { Outside, tokenFromLink } from './outside.tsx'

/** A new colleague chooses a password. */
export const InvitationPage = () => {
  const { t } = useTranslation()
  const router = useRouter()
  const [token] = useState(tokenFromLink)
  const invitation = useRead('identity.view-invitation', { token })
  const accept = useChange('identity.accept-invitation', { refresh: false })
  const submit = ({ password }: { password: string }): void => {
    accept.mutate(
      { token, password },
      {
        onSuccess: () => {
          forgetSession()
          router.history.replace('/')
        },
      },
    )
  }
  return (
    <Outside title={t('invitation.title')}>
      <Loaded query={invitation}>
        {({ name, loginName, company }) => (
          <Form layout="vertical" onFinish={submit}>
            <Form.Item>
              <p>{t('invitation.hello', { name, company })}</p>
              <p className="soft">{t('invitation.loginName', { loginName })}</p>
            </Form.Item>
            {accept.error !== null && (
              <Form.Item>
                <ProblemAlert error={accept.error} />
              </Form.Item>
            )}
            {/* Tells password managers whose password this is. */}
            <input type="text" name="username" autoComplete="username" value={loginName} readOnly hidden />
            <NewPasswordFields owner={{ token }} busy={accept.isPending || accept.isSuccess} />
            <Button type="primary" htmlType="submit" block size="large" loading={accept.isPending}>
              {t('invitation.submit')}
            </Button>
          </Form>
        )}
      </Loaded>
    </Outside>
  )
}
