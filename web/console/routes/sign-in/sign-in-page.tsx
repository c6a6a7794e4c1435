import { useRouter, useSearch } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { forgetSession } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { Outside } from './outside.tsx'

type PasswordStepProps = { onTicket: (ticket: string) => void; onDone: () => void }

const PasswordStep = ({ onTicket, onDone }: PasswordStepProps) => {
  const { t } = useTranslation()
  const signIn = useChange('identity.sign-in', { refresh: false })
  const submit = (values: { loginName: string; password: string }): void => {
    signIn.mutate(values, {
      onSuccess: (answer) => (answer.next === 'totp' ? onTicket(answer.ticket) : onDone()),
    })
  }
  return (
    <Form layout="vertical" onFinish={submit}>
      {signIn.error !== null && (
        <Form.Item>
          <ProblemAlert error={signIn.error} heading={t('signIn.failed')} />
        </Form.Item>
      )}
      <Form.Item
        name="loginName"
        label={t('signIn.loginName')}
        rules={[{ required: true, whitespace: true, message: t('signIn.loginNameRequired') }]}
      >
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={64} autoFocus />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordRequired') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  )
}

const CodeStep = ({ ticket, onDone, onBack }: { ticket: string; onDone: () => void; onBack: () => void }) => {
  const { t } = useTranslation()
  const confirm = useChange('identity.confirm-totp', { refresh: false })
  return (
    <Form
      layout="vertical"
      onFinish={({ code }: { code: string }) => confirm.mutate({ ticket, code }, { onSuccess: onDone })}
    >
      <p className="soft">{t('signIn.codeHint')}</p>
      {confirm.error !== null && (
        <Form.Item>
          <ProblemAlert error={confirm.error} heading={t('signIn.failed')} />
        </Form.Item>
      )}
      <Form.Item
        name="code"
        label={t('signIn.code')}
        rules={[{ required: true, pattern: /^\d{6}$/, message: t('signIn.codeRequired') }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
      </Form.Item>
      <div className="stack tight">
        <Button type="primary" htmlType="submit" block size="large" loading={confirm.isPending}>
          {t('signIn.confirm')}
        </Button>
        <Button type="text" block onClick={onBack}>
          {t('signIn.otherPerson')}
        </Button>
      </div>
    </Form>
  )
}

/** Password, then the second factor where there is one, then back to where the reader was. */
export const SignInPage = () => {
  const { t } = useTranslation()
  const { next } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const [ticket, setTicket] = useState<string | null>(null)
  const setUp = useRead('identity.view-set-up', {})
  const done = (): void => {
    forgetSession()
    router.history.push(next)
  }
  return (
    <Outside title={t('signIn.title')}>
      <div className="stack">
        {next !== '/' && ticket === null && <Alert type="info" showIcon title={t('signIn.goesBack')} />}
        {setUp.data?.needed === true && (
          <Alert type="warning" showIcon title={t('setUp.needed')} description={t('setUp.neededHint')} />
        )}
        {ticket === null ? (
          <PasswordStep onTicket={setTicket} onDone={done} />
        ) : (
          <CodeStep ticket={ticket} onDone={done} onBack={() => setTicket(null)} />
        )}
      </div>
    </Outside>
  )
}
