import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from './settings-form.tsx'

type Times = { coreMinutes: number; otherMinutes: number }

const TimesForm = ({ times }: { times: Times }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Times>()
  const update = useChange('accounts.update-alert-settings')
  const field = (name: keyof Times) => (
    <Form.Item name={name} label={t(`alert.${name}`)} rules={[{ required: true, message: t('settings.minutesRequired') }]}>
      <InputNumber min={5} max={1440} precision={0} suffix={t('settings.minutes')} />
    </Form.Item>
  )
  return (
    <SettingsForm form={form} initialValues={times} change={update} onSave={update.mutate}>
      <div className="settings-pair">
        {field('coreMinutes')}
        {field('otherMinutes')}
      </div>
    </SettingsForm>
  )
}

/** How soon alerts of platforms are triaged. */
export const AlertTimes = () => {
  const { t } = useTranslation()
  const settings = useRead('accounts.view-alert-settings', {})
  return (
    <section className="panel">
      <h2>{t('alert.settings')}</h2>
      <p className="soft">{t('alert.settingsHint')}</p>
      <Loaded query={settings} rows={2}>
        {(times) => <TimesForm times={times} />}
      </Loaded>
    </section>
  )
}
