import { useParams, useRouter } from '@tanstack/react-router'
import { Alert, App, Button, Spin } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Arrival, arriveOnce } from '../../outside-sign-in.ts'
import { forgetSession } from '../../session.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { useProviderName } from '../../ui/provider-name.ts'
import { useSentence } from '../../ui/sentence.ts'
import { Outside } from './outside.tsx'
import { ProofStep } from './proof-step.tsx'

type Outcome = Arrival | { kind: 'failed'; error: unknown }

/** Where a provider sends the browser back to: tells the server, then asks for the second factor or says what went wrong. */
export const ReturnPage = () => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { provider } = useParams({ from: '/sign-in/return/$provider' })
  const router = useRouter()
  const [{ errand, outcome: promise }] = useState(() => arriveOnce(provider))
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const say = useSentence()
  const name = useProviderName()(provider)
  const linking = errand.purpose === 'link'
  const done = (): void => {
    forgetSession()
    router.history.replace(errand.next)
  }
  const arrive = useEffectEvent((arrival: Arrival): void => {
    if (arrival.kind === 'signed-in' && arrival.answer.next === 'done') return done()
    if (arrival.kind !== 'linked') return setOutcome(arrival)
    message.success(
      arrival.name === null
        ? t('outside.linked', { provider: say(arrival.title) })
        : t('outside.linkedAs', { provider: say(arrival.title), name: arrival.name }),
    )
    router.history.replace('/me')
  })
  useEffect(() => {
    promise.then(
      (arrival) => arrive(arrival),
      (error: unknown) => setOutcome({ kind: 'failed', error }),
    )
  }, [promise])

  const toSignIn = (): void => void router.navigate({ to: '/sign-in', search: { next: errand.next }, replace: true })
  const back = linking ? (
    <Button block size="large" onClick={() => router.history.replace('/me')}>
      {t('outside.toMe')}
    </Button>
  ) : (
    <Button type="primary" block size="large" onClick={toSignIn}>
      {t('outside.toSignIn')}
    </Button>
  )
  return (
    <Outside title={linking ? t('outside.linkTitle', { provider: name }) : t('outside.signInBy', { provider: name })}>
      <div className="stack">
        {outcome === null && (
          <p role="status" className="row">
            <Spin size="small" /> {t(linking ? 'outside.linking' : 'outside.returning', { provider: name })}
          </p>
        )}
        {outcome?.kind === 'nothing' && (
          <>
            <Alert type="info" showIcon title={t('outside.nothing')} description={t('outside.nothingHint')} />
            {back}
          </>
        )}
        {outcome?.kind === 'failed' && (
          <>
            <ProblemAlert error={outcome.error} heading={t(linking ? 'outside.linkFailed' : 'signIn.failed')} />
            {back}
          </>
        )}
        {outcome?.kind === 'signed-in' && outcome.answer.next === 'proof' && (
          <ProofStep ticket={outcome.answer} onDone={done} onBack={toSignIn} />
        )}
      </div>
    </Outside>
  )
}
