import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { ReasonDialog } from '../../../ui/reason-dialog.tsx'
import { RemainingTime } from '../../../ui/remaining-time.tsx'
import { Tag } from '../../../ui/tags.tsx'
import { formatMinute } from '../../../ui/time.ts'

type Step = Alert['steps'][number]

const StepLine = ({ step, onComplete }: { step: Step; onComplete: () => void }) => {
  const { t } = useTranslation()
  const { title, path, owner, dueAt, state, proof, proofWanted, settledAt, mine } = step
  return (
    <li className={`alert-step is-${state}`}>
      <div className="row between">
        <span className="alert-step-title">{title}</span>
        {state === 'open' ? <RemainingTime dueAt={dueAt} /> : <Tag tone={state === 'done' ? 'good' : 'plain'}>{t(`alert.stepState.${state}`)}</Tag>}
      </div>
      {state !== 'cancelled' && <p className="alert-path">{path}</p>}
      <p className="soft">
        {t('alert.stepOwner', { name: owner })}
        {state === 'done' && ` · ${formatMinute(settledAt)}`}
      </p>
      {state === 'open' && <p className="soft">{t('alert.stepProof', { proof: proofWanted })}</p>}
      {proof !== null && <p className="alert-proof">{proof}</p>}
      {mine && (
        <div>
          <Button size="small" aria-label={t('alert.completeFor', { title })} onClick={onComplete}>
            {t('alert.complete')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** The checklist: what, where, by whom, until when. */
export const AlertSteps = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [completing, setCompleting] = useState<Step | null>(null)
  const complete = useChange('accounts.complete-alert-step')
  const wanted = alert.steps.filter(({ state }) => state !== 'cancelled')
  const done = wanted.filter(({ state }) => state === 'done').length
  return (
    <section className="stack tight">
      <div className="row between">
        <h3>{t('alert.steps')}</h3>
        {wanted.length > 0 && <span className="soft number">{t('alert.stepsDone', { done, all: wanted.length })}</span>}
      </div>
      {alert.steps.length === 0 ? (
        <p className="soft">{t('alert.stepsNone')}</p>
      ) : (
        <ol className="alert-steps">
          {alert.steps.map((step) => (
            <StepLine key={step.id} step={step} onComplete={() => setCompleting(step)} />
          ))}
        </ol>
      )}
      <ReasonDialog
        open={completing !== null}
        title={completing?.title ?? ''}
        label={t('alert.completeLabel')}
        hint={completing?.proofWanted ?? ''}
        confirm={t('alert.complete')}
        busy={complete.isPending}
        error={complete.error}
        onCancel={() => {
          setCompleting(null)
          complete.reset()
        }}
        onConfirm={(proof) =>
          completing !== null &&
          complete.mutate(
            { id: completing.id, proof },
            {
              onSuccess: () => {
                message.success(t('alert.completed'))
                setCompleting(null)
              },
            },
          )
        }
      />
    </section>
  )
}
