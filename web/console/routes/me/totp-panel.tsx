import { Alert, App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
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
    <div className="stack">
      <Alert type="success" showIcon title={t('totp.isOn')} />
      {disable.error !== null && <ProblemAlert error={disable.error} />}
      <div>
        <Button
          danger
          loading={disable.isPending}
          onClick={() => disable.mutate({}, { onSuccess: () => void message.success(t('totp.disabled')) })}
        >
          {t('totp.disable')}
        </Button>
      </div>
    </div>
  )
}

/** The second factor: codes from an authenticator app. */
export const TotpPanel = () => {
  const { t } = useTranslation()
  const factors = useRead('identity.view-factors', {})
  return (
    <section className="panel">
      <h2>{t('totp.title')}</h2>
      <Loaded query={factors} rows={2}>
        {({ totp }) => (totp ? <Disable /> : <Enrol />)}
      </Loaded>
    </section>
  )
}
