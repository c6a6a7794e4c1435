import { KeyOutlined } from '@ant-design/icons'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Alert, Button, Divider, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { passkeysWork, provePasskey } from '../../passkey.ts'
import { useChange, useRead } from '../../query.ts'
import { forgetSession } from '../../session.ts'
import { PasskeyProblem } from '../../ui/passkey-problem.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { Outside } from './outside.tsx'
import { OutsideWays } from './outside-ways.tsx'
import { ProofStep, type Ticket } from './proof-step.tsx'

type PasswordStepProps = { main: boolean; onTicket: (ticket: Ticket) => void; onDone: () => void }

const PasswordStep = ({ main, onTicket, onDone }: PasswordStepProps) => {
  const { t } = useTranslation()
  const signIn = useChange('identity.sign-in', { refresh: false })
  const submit = (values: { loginName: string; password: string }): void => {
    signIn.mutate(values, {
      onSuccess: (answer) => (answer.next === 'proof' ? onTicket(answer) : onDone()),
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
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={64} autoFocus={main} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordRequired') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Button type={main ? 'primary' : 'default'} htmlType="submit" block size="large" loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
    </Form>
  )
}

/** A passkey alone says who it is and proves it. */
const PasskeySignIn = ({ onDone }: { onDone: () => void }) => {
  const { t } = useTranslation()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const signIn = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      await call('identity.sign-in-by-passkey', { answer: await provePasskey() })
      onDone()
    } catch (cause) {
      setError(cause)
    }
    setBusy(false)
  }
  if (!passkeysWork()) return null
  return (
    <div className="stack">
      {error !== null && <PasskeyProblem error={error} heading={t('signIn.failed')} />}
      <Button block size="large" icon={<KeyOutlined />} loading={busy} onClick={() => void signIn()}>
        {t('factors.signInByPasskey')}
      </Button>
    </div>
  )
}

/** Password, then the second factor where there is one, then back to where the reader was. */
export const SignInPage = () => {
  const { t } = useTranslation()
  const { next } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const [ticket, setTicket] = useState<Ticket | null>(null)
  const setUp = useRead('identity.view-set-up', {})
  const ways = useRead('identity.list-outside-ways', {}, { staleSeconds: 600 })
  // Within the app of a provider its own way comes first: nobody there wants to type a password.
  const [first = [], others = []] = [true, false].map((within) => ways.data?.items.filter(({ withinApp }) => withinApp === within))
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
          <>
            {first.length > 0 && (
              <>
                <OutsideWays ways={first} next={next} />
                <Divider plain>{t('factors.or')}</Divider>
              </>
            )}
            <PasswordStep main={first.length === 0} onTicket={setTicket} onDone={done} />
            {(passkeysWork() || others.length > 0) && <Divider plain>{t('factors.or')}</Divider>}
            <PasskeySignIn onDone={done} />
            {others.length > 0 && <OutsideWays ways={others} next={next} />}
          </>
        ) : (
          <ProofStep ticket={ticket} onDone={done} onBack={() => setTicket(null)} />
        )}
      </div>
    </Outside>
  )
}
