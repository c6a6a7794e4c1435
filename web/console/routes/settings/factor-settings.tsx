import { Form, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from './settings-form.tsx'

type Values = Input<'identity.update-factor-settings'>

const FactorForm = ({ settings }: { settings: Values }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const update = useChange('identity.update-factor-settings')
  return (
    <SettingsForm form={form} initialValues={settings} change={update} onSave={update.mutate}>
      <Form.Item
        name="secondFactorDemanded"
        label={t('factors.demandSecond')}
        extra={t('factors.demandSecondHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="passkeyDemanded"
        label={t('factors.demandPasskey')}
        extra={t('factors.demandPasskeyHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      <Form.Item
        name="keyModels"
        label={t('factors.keyModels')}
        extra={t('factors.keyModelsHint')}
        rules={[
          {
            validator: (_rule, models: readonly string[]) =>
              models.every((model) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(model))
                ? Promise.resolve()
                : Promise.reject(new Error(t('factors.keyModelsForm'))),
          },
        ]}
      >
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} maxCount={50} />
      </Form.Item>
    </SettingsForm>
  )
}

/** What is demanded of everybody's sign-in. */
export const FactorSettings = () => {
  const { t } = useTranslation()
  const settings = useRead('identity.view-factor-settings', {})
  return (
    <section className="panel">
      <h2>{t('factors.settingsTitle')}</h2>
      <Loaded query={settings} rows={4}>
        {(values) => <FactorForm settings={values} />}
      </Loaded>
    </section>
  )
}
