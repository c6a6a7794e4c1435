import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { goOutside, type Provider } from '../../outside-sign-in.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { ProviderIcon } from '../../ui/provider-icon.tsx'
import { useSentence } from '../../ui/sentence.ts'

export type Way = Output<'identity.list-outside-ways'>['items'][number]

/** Busy until the browser is gone; again free when it comes back by the button of the browser. */
const useGoing = () => {
  const [going, setGoing] = useState<Provider | null>(null)
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) setGoing(null)
    }
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [])
  return { going, setGoing }
}

/** A button for each way to sign in through somebody else; within the app of one, that one is the natural choice. */
export const OutsideWays = ({ ways, next }: { ways: readonly Way[]; next: string }) => {
  const { t } = useTranslation()
  const say = useSentence()
  const { going, setGoing } = useGoing()
  const [error, setError] = useState<unknown>(null)
  const go = (provider: Provider): void => {
    setGoing(provider)
    setError(null)
    goOutside(provider, { purpose: 'sign-in', next }).catch((cause: unknown) => {
      setError(cause)
      setGoing(null)
    })
  }
  return (
    <div className="stack">
      {error !== null && <ProblemAlert error={error} heading={t('signIn.failed')} />}
      {ways.map(({ provider, title, withinApp }) => (
        <Button
          key={provider}
          block
          size="large"
          type={withinApp ? 'primary' : 'default'}
          icon={<ProviderIcon provider={provider} />}
          loading={going === provider}
          disabled={going !== null && going !== provider}
          onClick={() => go(provider)}
        >
          {t('outside.signInBy', { provider: say(title) })}
        </Button>
      ))}
    </div>
  )
}
