import { KeyOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf } from '../api.ts'
import { provePasskey } from '../passkey.ts'
import { useChange } from '../query.ts'
import { PasskeyProblem } from './passkey-problem.tsx'

type Proof = InputOf<'identity.confirm-sign-in'>['proof'] | InputOf<'identity.prove-again'>['proof']
export type ProofFactor = Proof['factor']

type ProofFormProps = {
  /** What may be proven, strongest first. */
  factors: readonly ProofFactor[]
  phoneEnding: string | null
  /** Of a sign-in; without it, the signed-in person proves themselves again. */
  ticket?: string
  submitLabel: string
  /** Rejects where the server did not take the proof. */
  onProof: (proof: Proof) => Promise<unknown>
}

type Common = Omit<ProofFormProps, 'factors'>

const PasskeyStep = ({ ticket, onProof }: Common) => {
  const { t } = useTranslation()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const prove = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    await provePasskey(ticket)
      .then((answer) => onProof({ factor: 'passkey', answer }))
      .catch(setError)
    setBusy(false)
  }
  return (
    <div className="stack">
      <p className="soft">{t('factors.passkeyHint')}</p>
      {error !== null && <PasskeyProblem error={error} />}
      <Button type="primary" size="large" block icon={<KeyOutlined />} loading={busy} onClick={() => void prove()}>
        {t('factors.usePasskey')}
      </Button>
    </div>
  )
}

const SendCode = ({ ticket }: { ticket: string | undefined }) => {
  const { t } = useTranslation()
  const send = useChange('identity.send-code', { refresh: false })
  return (
    <div className="stack tight">
      <div>
        <Button loading={send.isPending} onClick={() => send.mutate(ticket === undefined ? {} : { ticket })}>
          {send.data === undefined ? t('factors.sendCode') : t('factors.sendAgain')}
        </Button>
      </div>
      {send.data !== undefined && <p role="status">{t('factors.codeSent', { ending: send.data.ending })}</p>}
      {send.error !== null && <PasskeyProblem error={send.error} />}
    </div>
  )
}

type Typed = Exclude<ProofFactor, 'passkey'>

const TypedStep = ({ factor, phoneEnding, ticket, submitLabel, onProof }: Common & { factor: Typed }) => {
  const { t } = useTranslation()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const submit = async ({ typed }: { typed: string }): Promise<void> => {
    setBusy(true)
    setError(null)
    await onProof(factor === 'password' ? { factor, password: typed } : { factor, code: typed }).catch(setError)
    setBusy(false)
  }
  const digits = factor === 'totp' || factor === 'sms'
  const label = t(`factors.field.${factor}`)
  return (
    <Form layout="vertical" onFinish={(values: { typed: string }) => void submit(values)}>
      <p className="soft">{t(`factors.hint.${factor}`, { ending: phoneEnding ?? '' })}</p>
      {factor === 'sms' && (
        <Form.Item>
          <SendCode ticket={ticket} />
        </Form.Item>
      )}
      {error !== null && (
        <Form.Item>
          <PasskeyProblem error={error} />
        </Form.Item>
      )}
      <Form.Item
        name="typed"
        label={label}
        rules={[
          digits
            ? { required: true, pattern: /^\s*\d{3}\s*\d{3}\s*$/, message: t('signIn.codeRequired') }
            : { required: true, message: t('factors.required', { field: label }) },
        ]}
      >
        {factor === 'password' ? (
          <Input.Password autoComplete="current-password" maxLength={128} autoFocus />
        ) : (
          <Input
            inputMode={digits ? 'numeric' : 'text'}
            autoComplete={digits ? 'one-time-code' : 'off'}
            maxLength={digits ? 9 : 20}
            spellCheck={false}
            autoFocus
          />
        )}
      </Form.Item>
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        {submitLabel}
      </Button>
    </Form>
  )
}

/** Asks for one of the factors, the strongest first; the others are a click away. */
export const ProofForm = ({ factors, ...common }: ProofFormProps) => {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ProofFactor | undefined>(factors[0])
  const others = factors.filter((factor) => factor !== chosen)
  return (
    <div className="stack">
      {chosen === 'passkey' && <PasskeyStep {...common} />}
      {chosen !== undefined && chosen !== 'passkey' && <TypedStep key={chosen} factor={chosen} {...common} />}
      {others.length > 0 && (
        <div className="row">
          <span className="soft">{t('factors.otherWay')}</span>
          {others.map((factor) => (
            <Button key={factor} type="link" size="small" onClick={() => setChosen(factor)}>
              {t(`factors.name.${factor}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
