import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Output } from '../../api.ts'
import { ProofForm } from '../../ui/proof-form.tsx'

export type Ticket = Extract<Output<'identity.sign-in'>, { next: 'proof' }>

/** The second factor, after whatever first. */
export const ProofStep = ({ ticket, onDone, onBack }: { ticket: Ticket; onDone: () => void; onBack: () => void }) => {
  const { t } = useTranslation()
  return (
    <div className="stack">
      {ticket.unusual && <Alert type="warning" showIcon title={t('factors.unusual')} />}
      <ProofForm
        factors={ticket.factors}
        phoneEnding={ticket.phoneEnding}
        ticket={ticket.ticket}
        submitLabel={t('signIn.confirm')}
        onProof={async (proof) => {
          if (proof.factor === 'password') return
          await call('identity.confirm-sign-in', { ticket: ticket.ticket, proof })
          onDone()
        }}
      />
      <Button type="text" block onClick={onBack}>
        {t('signIn.otherPerson')}
      </Button>
    </div>
  )
}
