import { Checkbox, DatePicker, Form, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { CustomerDetail } from '../../domain.ts'
import { readChinaClock } from '../../ui/china-clock.ts'
import { bases, sources } from './kinds.ts'

export type OriginValues = {
  source?: CustomerDetail['source']['kind']
  sourceDetail?: string
  basis?: CustomerDetail['consent']['basis']
  evidence?: string
  evidenceAt?: Dayjs | null
  separate?: boolean
  guardian?: boolean
}

/** All of a consent, or none where a change goes on with the one on record. */
export const consentOf = ({ basis, evidence, evidenceAt, separate, guardian }: OriginValues) =>
  basis === undefined || !evidence?.trim() || !evidenceAt
    ? undefined
    : { basis, evidence, at: readChinaClock(evidenceAt), separate: separate === true, guardian: guardian === true }

/** Where data come from. */
export const SourceFields = () => {
  const { t } = useTranslation()
  const rules = [{ required: true, message: t('customer.required') }]
  return (
    <>
      <Form.Item name="source" label={t('customer.source')} rules={rules}>
        <Select options={sources.map((value) => ({ value, label: t(`customer.sources.${value}`) }))} />
      </Form.Item>
      <Form.Item name="sourceDetail" label={t('customer.sourceDetail')} extra={t('customer.sourceDetailHint')} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  )
}

/** By what right they are kept; nothing is filled in or ticked beforehand. */
export const ConsentFields = ({ required }: { required: boolean }) => {
  const { t } = useTranslation()
  const rules = [{ required, message: t('customer.required') }]
  return (
    <>
      <Form.Item name="basis" label={t('customer.basis')} rules={rules}>
        <Select allowClear={!required} options={bases.map((value) => ({ value, label: t(`customer.bases.${value}`) }))} />
      </Form.Item>
      <Form.Item name="evidence" label={t('customer.evidence')} extra={t('customer.evidenceHint')} rules={rules}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="evidenceAt" label={t('customer.evidenceAt')} rules={rules}>
        <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
      </Form.Item>
      <Form.Item name="separate" valuePropName="checked">
        <Checkbox>{t('customer.separate')}</Checkbox>
      </Form.Item>
      <Form.Item name="guardian" valuePropName="checked">
        <Checkbox>{t('customer.guardian')}</Checkbox>
      </Form.Item>
    </>
  )
}
