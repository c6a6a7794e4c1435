import { Button, Checkbox, Form, Input, Modal, Select } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { call } from '../../api.ts'
import type { CustomerDetail, CustomerKind } from '../../domain.ts'
import { provenCall } from '../../query.ts'
import { Countdown } from '../../ui/countdown.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { OpenedWatermark } from '../../ui/watermark.tsx'
import { type Purpose, purposes } from './kinds.ts'
import './customers.css'

type Values = { kinds: CustomerKind[]; purpose: Purpose; reason: string }
type Shown = Output<'vault.open-fields'>

/** Opens fields: purpose and reason first, then the values for as long as the company allows. */
export const OpenDialog = ({ customer, onClose }: { customer: CustomerDetail; onClose: () => void }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [shown, setShown] = useState<Shown | 'over' | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const over = useCallback(() => setShown('over'), [])
  // Not through the cache of answers: the values are kept nowhere but here, and not longer than they are shown.
  const open = async (values: Values): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      setShown(await provenCall(() => call('vault.open-fields', { id: customer.id, ...values })))
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const allowed = customer.state === 'restricted' ? purposes.filter((purpose) => purpose === 'legal-duty') : purposes
  const choice = customer.fields.filter(({ openable }) => openable)
  return (
    <Modal
      open
      title={t('customer.openTitle')}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        shown === null ? (
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {t('customer.show')}
          </Button>
        ) : (
          <Button onClick={onClose}>{t('common.close')}</Button>
        )
      }
    >
      {shown === null && (
        <div className="stack">
          <p className="soft">{t('customer.openHint')}</p>
          <Form form={form} layout="vertical" onFinish={(values) => void open(values)}>
            <Form.Item
              name="kinds"
              label={t('customer.openFields')}
              rules={[{ required: true, message: t('customer.openFieldsRequired') }]}
            >
              <Checkbox.Group
                className="open-choice"
                options={choice.map(({ kind, masked }) => ({ value: kind, label: `${t(`customer.kinds.${kind}`)} ${masked}` }))}
              />
            </Form.Item>
            <Form.Item
              name="purpose"
              label={t('customer.purpose')}
              rules={[{ required: true, message: t('customer.purposeRequired') }]}
            >
              <Select options={allowed.map((value) => ({ value, label: t(`customer.purposes.${value}`) }))} />
            </Form.Item>
            <Form.Item
              name="reason"
              label={t('customer.reason')}
              extra={t('customer.reasonHint')}
              rules={[{ required: true, min: 4, whitespace: true, message: t('customer.reasonRequired') }]}
            >
              <Input.TextArea rows={3} maxLength={200} showCount />
            </Form.Item>
          </Form>
          {problem !== null && <ProblemAlert error={problem} />}
        </div>
      )}
      {shown === 'over' && <p role="status">{t('customer.hidden')}</p>}
      {shown !== null && shown !== 'over' && (
        <div className="stack opened-fields">
          <OpenedWatermark onTampered={over} />
          <Facts items={shown.fields.map(({ kind, value }) => ({ label: t(`customer.kinds.${kind}`), value }))} />
          <Countdown seconds={shown.seconds} onOver={over} />
          <p className="soft">{t('customer.left', { count: shown.left })}</p>
        </div>
      )}
    </Modal>
  )
}
