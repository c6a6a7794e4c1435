import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf, Output } from '../../api.ts'
import type { Credential } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { Countdown } from '../../ui/countdown.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'

type Reason = InputOf<'accounts.reveal-credential'>['reason']
const reasons: readonly Reason[] = ['publish', 'platform-check', 'incident', 'handover', 'other']

/** Shows a password until its time is over, with the time that is left. */
const Shown = ({ shown, onOver }: { shown: Output<'accounts.reveal-credential'>; onOver: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(shown.value)
      message.success(t('credential.copied'))
    } catch (error) {
      // The clipboard is closed to pages without TLS; the text can be selected by hand.
      console.info(error)
      message.info(t('credential.copyByHand'))
    }
  }
  return (
    <div className="stack">
      <Input
        className="secret"
        readOnly
        value={shown.value}
        aria-label={t('credential.shown')}
        onFocus={(event) => event.currentTarget.select()}
        addonAfter={
          <Button type="text" size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
            {t('credential.copy')}
          </Button>
        }
      />
      <Countdown seconds={shown.seconds} onOver={onOver} />
      <p>{t('credential.changeBy', { at: formatMinute(shown.changeBy) })}</p>
    </div>
  )
}

/** Checks a shared password out: reason first, then the password for half a minute. */
export const RevealDialog = ({ credential, onClose }: { credential: Credential; onClose: () => void }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: Reason; explanation: string }>()
  const [shown, setShown] = useState<Output<'accounts.reveal-credential'> | 'over' | null>(null)
  const reveal = useChange('accounts.reveal-credential')
  const { reset } = reveal
  useEffect(() => {
    // The answer is kept nowhere but in this dialog, and not longer than it shows it.
    if (shown === 'over') reset()
  }, [shown, reset])
  return (
    <Modal
      open
      title={t('credential.revealTitle', { name: credential.name })}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        shown === null ? (
          <Button type="primary" loading={reveal.isPending} onClick={() => form.submit()}>
            {t('credential.show')}
          </Button>
        ) : (
          <Button onClick={onClose}>{t('common.close')}</Button>
        )
      }
    >
      {shown === null && (
        <div className="stack">
          <p className="soft">{t('credential.revealHint')}</p>
          <Form
            form={form}
            layout="vertical"
            onFinish={(values) => reveal.mutate({ id: credential.id, ...values }, { onSuccess: setShown })}
          >
            <Form.Item
              name="reason"
              label={t('credential.reason')}
              rules={[{ required: true, message: t('credential.reasonRequired') }]}
            >
              <Select options={reasons.map((value) => ({ value, label: t(`credential.reasons.${value}`) }))} />
            </Form.Item>
            <Form.Item
              name="explanation"
              label={t('credential.explanation')}
              rules={[{ required: true, min: 4, whitespace: true, message: t('credential.explanationRequired') }]}
            >
              <Input.TextArea rows={3} maxLength={200} showCount />
            </Form.Item>
          </Form>
          {reveal.error !== null && <ProblemAlert error={reveal.error} />}
        </div>
      )}
      {shown === 'over' && <p role="status">{t('credential.hidden')}</p>}
      {shown !== null && shown !== 'over' && <Shown shown={shown} onOver={() => setShown('over')} />}
    </Modal>
  )
}
