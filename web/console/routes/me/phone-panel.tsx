import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { ProblemAlert, useShowProblem } from '../../ui/problem-view.tsx'

const Remove = ({ ending }: { ending: string }) => {
  const { t } = useTranslation()
  const showProblem = useShowProblem()
  const remove = useChange('identity.remove-phone')
  return (
    <div className="stack">
      <p>{t('factors.phoneOn', { ending })}</p>
      <div>
        <Button danger loading={remove.isPending} onClick={() => remove.mutate({}, { onError: showProblem })}>
          {t('factors.removePhone')}
        </Button>
      </div>
    </div>
  )
}

const Enrol = () => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const begin = useChange('identity.begin-phone', { refresh: false })
  const finish = useChange('identity.finish-phone')
  if (begin.data === undefined) {
    return (
      <Form layout="vertical" onFinish={({ number }: { number: string }) => begin.mutate({ number })}>
        <p className="soft">{t('factors.phoneWhy')}</p>
        {begin.error !== null && (
          <Form.Item>
            <ProblemAlert error={begin.error} />
          </Form.Item>
        )}
        <Form.Item
          name="number"
          label={t('factors.phone')}
          rules={[{ required: true, pattern: /^\s*(\+?86)?[\s-]*1[\d\s-]{10,13}$/, message: t('factors.phoneRequired') }]}
        >
          <Input inputMode="tel" autoComplete="tel" maxLength={20} />
        </Form.Item>
        <Button htmlType="submit" loading={begin.isPending}>
          {t('factors.sendCode')}
        </Button>
      </Form>
    )
  }
  return (
    <Form
      layout="vertical"
      onFinish={({ code }: { code: string }) =>
        finish.mutate({ code }, { onSuccess: () => void message.success(t('factors.phoneAdded')) })
      }
    >
      <p role="status">{t('factors.codeSent', { ending: begin.data.ending })}</p>
      <Form.Item
        name="code"
        label={t('factors.field.sms')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t('signIn.codeRequired') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
      </Form.Item>
      {finish.error !== null && (
        <Form.Item>
          <ProblemAlert error={finish.error} />
        </Form.Item>
      )}
      <div className="row">
        <Button type="primary" htmlType="submit" loading={finish.isPending}>
          {t('factors.confirmPhone')}
        </Button>
        <Button onClick={() => begin.reset()}>{t('factors.otherNumber')}</Button>
      </div>
    </Form>
  )
}

/** The mobile number that codes are sent to; nothing where no SMS service is configured. */
export const PhonePanel = () => {
  const { t } = useTranslation()
  const factors = useRead('identity.view-factors', {})
  if (factors.data === undefined || (!factors.data.smsOffered && factors.data.phoneEnding === null)) return null
  const { phoneEnding } = factors.data
  return (
    <section className="panel">
      <h2>{t('factors.sms')}</h2>
      {phoneEnding === null ? <Enrol /> : <Remove ending={phoneEnding} />}
    </section>
  )
}
