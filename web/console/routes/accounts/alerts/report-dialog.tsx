import { Alert, App, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertPreview } from '../../../domain.ts'
import { useChange, useRead } from '../../../query.ts'
import { onChinaClock, readChinaClock } from '../../../ui/china-clock.ts'
import { ProblemAlert, placeIssues } from '../../../ui/problem-view.tsx'
import { useIsPhone } from '../../../ui/screen-width.ts'
import { AlertText, marksOf } from './alert-text.tsx'
import './alerts.css'

type Values = {
  accountId?: string
  action: AlertPreview['action'] extends { value: infer Action } | null ? Action : never
  at?: Dayjs | null
  ip?: string
  place?: string
  device?: string
  app?: string
}

const actions: readonly Values['action'][] = [
  'sign-in', 'new-device', 'failed', 'password-changed', 'phone-changed', 'rights-changed', 'bound', 'frozen', 'other',
]

const settleMilliseconds = 300

/** The text once it has rested for a moment. */
const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMilliseconds)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

const textOrNull = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null)

const valuesOf = (preview: AlertPreview): Partial<Values> => ({
  ...(preview.accountId === null ? {} : { accountId: preview.accountId }),
  action: preview.action?.value ?? 'other',
  at: preview.at === null ? null : onChinaClock(preview.at.value),
  ip: preview.ip?.value ?? '',
  place: preview.place?.value ?? '',
  device: preview.device?.value ?? '',
  app: preview.app?.value ?? '',
})

type ReportDialogProps = { accountId: string | null; onReported: (id: string) => void; onClose: () => void }

/** Takes an alert in: pasted, recognised while one looks on, corrected by hand. */
export const ReportDialog = ({ accountId, onReported, onClose }: ReportDialogProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const phone = useIsPhone()
  const [form] = Form.useForm<Values>()
  const [text, setText] = useState('')
  const settled = useSettled(text)
  const preview = useRead('accounts.preview-alert', { text: settled }, { keepPrevious: true })
  const report = useChange('accounts.report-alert')
  const found = preview.data
  const known = settled.trim() !== '' && !preview.isPlaceholderData ? found : undefined
  useEffect(() => {
    if (known === undefined) return
    // What somebody typed is theirs; only untouched fields follow the text.
    for (const [name, value] of Object.entries(valuesOf(known))) {
      if (!form.isFieldTouched(name as keyof Values)) form.setFieldValue(name as keyof Values, value)
    }
  }, [known, form])
  const accounts = found?.accounts ?? []
  const recognised = known === undefined ? 0 : [known.account, known.action, known.at, known.ip, known.place, known.device, known.app].filter((one) => one !== null).length
  const submit = ({ accountId: chosen, at, ip, place, device, app, action }: Values): void => {
    if (chosen === undefined) return
    report.mutate(
      {
        accountId: chosen,
        action,
        at: at ? readChinaClock(at) : null,
        ip: textOrNull(ip),
        place: textOrNull(place),
        device: textOrNull(device),
        app: textOrNull(app),
        text: textOrNull(text),
      },
      {
        onSuccess: ({ id, verdict }) => {
          message.success(t(verdict === null ? 'alert.reportedOwn' : 'alert.reported'))
          onReported(id)
        },
        onError: (error) => void placeIssues(form, error),
      },
    )
  }
  const input = (name: 'ip' | 'place' | 'device' | 'app', most: number, extra?: string) => (
    <Form.Item name={name} label={t(`alert.${name}`)} {...(extra === undefined ? {} : { extra })}>
      <Input maxLength={most} autoComplete="off" placeholder={t('alert.unknown')} />
    </Form.Item>
  )
  const forged = found?.links.find(({ official }) => !official)
  return (
    <Modal
      open
      width={920}
      title={t('alert.pasteTitle')}
      okText={t('alert.submit')}
      okButtonProps={{ loading: report.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <div className="alert-report">
        <div className="stack tight">
          <label htmlFor="alert-text">{t('alert.pasteLabel')}</label>
          <AlertText id="alert-text" value={text} markedText={settled} marks={settled === '' ? [] : marksOf(known)} onChange={setText} />
          <p className="soft">{t(phone ? 'alert.pasteHintPhone' : 'alert.pasteHint')}</p>
          {forged !== undefined && settled !== '' && <Alert type="error" showIcon title={t('alert.forged', { host: forged.value })} />}
        </div>
        <Form
          form={form}
          layout="vertical"
          className="alert-fields"
          initialValues={{ action: 'sign-in', ...(accountId === null ? {} : { accountId }) }}
          onFinish={submit}
        >
          <p className="alert-count" role="status">
            {known === undefined ? t('alert.recognised') : recognised === 0 ? t('alert.nothing') : t('alert.found', { count: recognised })}
          </p>
          {found !== undefined && accounts.length === 0 && <Alert type="warning" showIcon title={t('alert.noAccount')} />}
          <Form.Item
            name="accountId"
            label={t('alert.account')}
            rules={[{ required: true, message: t('alert.accountRequired') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              disabled={accountId !== null}
              options={accounts.map(({ id, name, platform }) => ({ value: id, label: `${name}（${t(`platform.${platform}`)}）` }))}
            />
          </Form.Item>
          <div className="alert-pair">
            <Form.Item name="action" label={t('alert.action')}>
              <Select options={actions.map((value) => ({ value, label: t(`alert.actions.${value}`) }))} />
            </Form.Item>
            <Form.Item name="at" label={t('alert.at')}>
              <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" placeholder={t('alert.unknown')} />
            </Form.Item>
            {input('ip', 45, known?.ipPlace ? t('alert.ipPlace', { place: known.ipPlace }) : undefined)}
            {input('place', 60)}
            {input('device', 60)}
            {input('app', 40)}
          </div>
        </Form>
      </div>
      {report.error !== null && <ProblemAlert error={report.error} />}
    </Modal>
  )
}
