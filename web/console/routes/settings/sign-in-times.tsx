import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from './settings-form.tsx'

type Limits = { sessionIdleMinutes: number; sessionAbsoluteMinutes: number }

const LimitsForm = ({ limits }: { limits: Limits }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Limits>()
  const update = useChange('identity.update-sign-in-settings')
  const field = (name: keyof Limits, label: string, bounds: { min: number; max: number }) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('settings.minutesRequired') }]}>
      <InputNumber {...bounds} precision={0} suffix={t('settings.minutes')} />
    </Form.Item>
  )
  return (
    <SettingsForm form={form} initialValues={limits} change={update} onSave={update.mutate}>
      <div className="settings-pair">
        {field('sessionIdleMinutes', t('settings.sessionIdle'), { min: 5, max: 1440 })}
        {field('sessionAbsoluteMinutes', t('settings.sessionAbsolute'), { min: 15, max: 10_080 })}
      </div>
    </SettingsForm>
  )
}

/** How long a sign-in lasts. */
export const SignInTimes = () => {
  const { t } = useTranslation()
  const settings = useRead('identity.view-sign-in-settings', {})
  return (
    <section className="panel">
      <h2>{t('settings.sessionTitle')}</h2>
      <Loaded query={settings} rows={2}>
        {(limits) => <LimitsForm limits={limits} />}
      </Loaded>
    </section>
  )
}
