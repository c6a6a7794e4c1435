import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from './settings-form.tsx'

type Limits = Output<'vault.view-settings'>['limits']

const LimitsForm = ({ limits }: { limits: Limits }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Limits>()
  const update = useChange('vault.update-settings')
  const field = (name: keyof Limits, words: { label: string; unit: string }, bounds: { min: number; max: number }) => (
    <Form.Item name={name} label={words.label} rules={[{ required: true, message: t('readingLimits.required') }]}>
      <InputNumber {...bounds} precision={0} suffix={words.unit} />
    </Form.Item>
  )
  return (
    <SettingsForm form={form} initialValues={limits} change={update} onSave={update.mutate}>
      <div className="settings-pair">
        {field('fieldsAnHour', { label: t('readingLimits.fields'), unit: t('readingLimits.ofFields') }, { min: 1, max: 1000 })}
        {field('searchesAnHour', { label: t('readingLimits.searches'), unit: t('readingLimits.ofSearches') }, { min: 1, max: 1000 })}
        {field('exportAlone', { label: t('readingLimits.alone'), unit: t('readingLimits.ofCustomers') }, { min: 0, max: 10_000 })}
        {field('exportADay', { label: t('readingLimits.aDay'), unit: t('readingLimits.ofCustomers') }, { min: 1, max: 100_000 })}
        {field('shownSeconds', { label: t('readingLimits.seconds'), unit: t('readingLimits.ofSeconds') }, { min: 10, max: 300 })}
      </div>
    </SettingsForm>
  )
}

/** How much of customer data one person may read. */
export const ReadingLimits = () => {
  const { t } = useTranslation()
  const settings = useRead('vault.view-settings', {})
  return (
    <section className="panel">
      <h2>{t('readingLimits.title')}</h2>
      <p className="soft">{t('readingLimits.hint')}</p>
      <Loaded query={settings} rows={2}>
        {({ limits }) => <LimitsForm limits={limits} />}
      </Loaded>
    </section>
  )
}
