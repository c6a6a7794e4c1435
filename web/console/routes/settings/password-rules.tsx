import { Form, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { SettingsForm } from './settings-form.tsx'

type Rules = Output<'identity.view-password-settings'>
type Values = Omit<Rules, 'periodDays'> & { expires: boolean; periodDays: number | null }

const usualPeriod = 90
const reminderChoices = [1, 3, 7, 14, 21, 30]

const RulesForm = ({ rules }: { rules: Rules }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const expires = Form.useWatch('expires', form) ?? rules.periodDays !== null
  const update = useChange('identity.update-password-settings')
  const number = (name: 'minimumLength' | 'historyLength' | 'periodDays', bounds: { min: number; max: number }, unit: string) => (
    <Form.Item
      name={name}
      label={t(`passwordRules.${name}`)}
      rules={[{ required: true, message: t('passwordRules.numberRequired') }]}
    >
      <InputNumber {...bounds} precision={0} suffix={unit} />
    </Form.Item>
  )
  return (
    <SettingsForm
      form={form}
      initialValues={{ ...rules, expires: rules.periodDays !== null, periodDays: rules.periodDays ?? usualPeriod }}
      change={update}
      onSave={({ expires: wanted, periodDays, reminderDays = [], ...rest }: Values, said) =>
        update.mutate({ ...rest, periodDays: wanted ? periodDays : null, reminderDays: wanted ? reminderDays : [] }, said)
      }
    >
      <p className="soft">{t('passwordRules.hint')}</p>
      <div className="settings-pair">
        {number('minimumLength', { min: 12, max: 64 }, t('passwordRules.characters'))}
        {number('historyLength', { min: 1, max: 12 }, t('passwordRules.passwords'))}
      </div>
      <Form.Item name="expires" label={t('passwordRules.expires')} valuePropName="checked" extra={t('passwordRules.why')}>
        <Switch />
      </Form.Item>
      {expires && (
        <div className="settings-pair">
          {number('periodDays', { min: 30, max: 366 }, t('passwordRules.days'))}
          <Form.Item name="reminderDays" label={t('passwordRules.reminderDays')}>
            <Select
              mode="multiple"
              maxCount={5}
              options={[...new Set([...reminderChoices, ...rules.reminderDays])]
                .toSorted((a, b) => a - b)
                .map((value) => ({ value, label: t('passwordRules.before', { count: value }) }))}
            />
          </Form.Item>
        </div>
      )}
    </SettingsForm>
  )
}

/** What the company demands of passwords. */
export const PasswordRules = () => {
  const { t } = useTranslation()
  const settings = useRead('identity.view-password-settings', {})
  return (
    <section className="panel">
      <h2>{t('passwordRules.title')}</h2>
      <Loaded query={settings} rows={2}>
        {(rules) => <RulesForm rules={rules} />}
      </Loaded>
    </section>
  )
}
