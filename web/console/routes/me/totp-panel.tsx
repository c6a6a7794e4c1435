import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange } from '../../query.ts'
import { useMe } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { QrCode } from './qr-code.tsx'

const CodeField = () => {
  const { t } = useTranslation()
  return (
    <Form.Item
      name="code"
      label={t('signIn.code')}
      rules={[{ required: true, pattern: /^\d{6}$/, message: t('signIn.codeRequired') }]}
    >
      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
    </Form.Item>
  )
}

const Enrol = () => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const begin = useChange('identity.begin-totp')
  const finish = useChange('identity.finish-totp')
  if (begin.data === undefined) {
    return (
      <div className="stack">
        <p className="soft">{t('totp.why')}</p>
        {begin.error !== null && <ProblemAlert error={begin.error} />}
        <div>
          <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({})}>
            {t('totp.begin')}
          </Button>
        </div>
      </div>
    )
  }
  const { secret, uri } = begin.data
  return (
    <Form
      layout="vertical"
      onFinish={({ code }: { code: string }) =>
        finish.mutate({ code }, { onSuccess: () => void message.success(t('totp.enabled')) })
      }
    >
      <div className="stack">
        <p>{t('totp.scan')}</p>
        <QrCode text={uri} label={t('totp.qr')} />
        <p className="soft">
          {t('totp.byHand')}
          <br />
          <code className="digest">{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        </p>
        <CodeField />
        {finish.error !== null && <ProblemAlert error={finish.error} />}
        <div>
          <Button type="primary" htmlType="submit" loading={finish.isPending}>
            {t('totp.finish')}
          </Button>
        </div>
      </div>
    </Form>
  )
}

const Disable = () => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const disable = useChange('identity.disable-totp')
  return (
    <Form
      layout="vertical"
      onFinish={(values: { password: string; code: string }) =>
        disable.mutate(values, { onSuccess: () => void message.success(t('totp.disabled')) })
      }
    >
      <Form.Item>
        <Alert type="success" showIcon title={t('totp.isOn')} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('me.currentPassword')}
        rules={[{ required: true, message: t('signIn.passwordRequired') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <CodeField />
      {disable.error !== null && (
        <Form.Item>
          <ProblemAlert error={disable.error} />
        </Form.Item>
      )}
      <Button danger htmlType="submit" loading={disable.isPending}>
        {t('totp.disable')}
      </Button>
    </Form>
  )
}

/** The second factor: codes from an authenticator app. */
export const TotpPanel = () => {
  const { t } = useTranslation()
  const { totpEnabled } = useMe()
  return (
    <section className="panel">
      <h2>{t('totp.title')}</h2>
      {totpEnabled ? <Disable /> : <Enrol />}
    </section>
  )
}
