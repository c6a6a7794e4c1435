import { App, Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import './settings.css'

type Limits = { sessionIdleMinutes: number; sessionAbsoluteMinutes: number }

const LimitsForm = ({ limits }: { limits: Limits }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Limits>()
  const update = useChange('identity.update-sign-in-settings')
  const field = (name: keyof Limits, label: string, bounds: { min: number; max: number }) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('settings.minutesRequired') }]}>
      <InputNumber {...bounds} precision={0} suffix={t('settings.minutes')} />
    </Form.Item>
  )
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={limits}
      onFinish={(values: Limits) =>
        update.mutate(values, {
          onSuccess: () => void message.success(t('common.saved')),
          onError: (error) => void placeIssues(form, error),
        })
      }
    >
      <div className="settings-pair">
        {field('sessionIdleMinutes', t('settings.sessionIdle'), { min: 5, max: 1440 })}
        {field('sessionAbsoluteMinutes', t('settings.sessionAbsolute'), { min: 15, max: 10_080 })}
      </div>
      {update.error !== null && (
        <Form.Item>
          <ProblemAlert error={update.error} />
        </Form.Item>
      )}
      <Button htmlType="submit" loading={update.isPending}>
        {t('common.save')}
      </Button>
    </Form>
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
