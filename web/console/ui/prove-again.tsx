import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api.ts'
import { handleProof, type Wanted } from '../prove.ts'
import { useRead } from '../query.ts'
import { GoLink } from './go-link.tsx'
import { Loaded } from './loaded.tsx'
import { ProofForm } from './proof-form.tsx'

type Question = { wanted: Wanted; answer: (proven: boolean) => void }

const Ask = ({ wanted, onProven, onLeave }: { wanted: Wanted; onProven: () => void; onLeave: () => void }) => {
  const { t } = useTranslation()
  const factors = useRead('identity.view-factors', {})
  return (
    <Loaded query={factors} rows={3}>
      {({ passkeys, provenWith, phoneEnding, smsOffered }) =>
        wanted === 'passkey' && passkeys.length === 0 ? (
          <div className="stack">
            <p>{t('factors.noPasskeyYet')}</p>
            <p>
              <GoLink to="/me" onClick={onLeave}>
                {t('factors.addOne')}
              </GoLink>
            </p>
          </div>
        ) : (
          <ProofForm
            factors={
              wanted === 'passkey' ? ['passkey'] : provenWith.flatMap((one) => (one === 'recovery-code' || (one === 'sms' && !smsOffered) ? [] : [one]))
            }
            phoneEnding={phoneEnding}
            submitLabel={t('factors.verify')}
            onProof={async (proof) => {
              if (proof.factor === 'recovery-code') return
              await call('identity.prove-again', { proof })
              onProven()
            }}
          />
        )
      }
    </Loaded>
  )
}

/** The dialog in which people prove who they are once more; whatever asked for it goes on by itself afterwards. */
export const ProveAgain = () => {
  const { t } = useTranslation()
  const [question, setQuestion] = useState<Question | null>(null)
  const open = useRef<Question | null>(null)
  useEffect(() => {
    handleProof(
      (wanted) =>
        new Promise((answer) => {
          // Two questions at once are one: the first dialog answers the second as well.
          open.current?.answer(false)
          open.current = { wanted, answer }
          setQuestion(open.current)
        }),
    )
    return () => handleProof(null)
  }, [])
  const close = (proven: boolean): void => {
    question?.answer(proven)
    open.current = null
    setQuestion(null)
  }
  if (question === null) return null
  return (
    <Modal
      open
      title={t(question.wanted === 'passkey' ? 'factors.passkeyTitle' : 'factors.againTitle')}
      footer={null}
      onCancel={() => close(false)}
      mask={{ closable: false }}
      width={420}
    >
      <Ask wanted={question.wanted} onProven={() => close(true)} onLeave={() => close(false)} />
    </Modal>
  )
}
