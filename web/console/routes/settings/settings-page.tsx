import { App, Button, Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'

type Setting = Output<'content.view-review-settings'>['items'][number]
type SettingValues = { departmentMinutes: number; legalMinutes: number }

const longest = 7 * 24 * 60

const DepartmentTimes = ({ setting }: { setting: Setting }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const update = useChange('content.update-review-settings')
  const { departmentId, name, isDefault, departmentMinutes, legalMinutes } = setting
  const field = (name: keyof SettingValues, label: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('settings.minutesRequired') }]}>
      <InputNumber min={1} max={longest} precision={0} suffix={t('settings.minutes')} />
    </Form.Item>
  )
  return (
    <section className="panel">
      <h2>
        {name} {isDefault && <span className="soft">（{t('settings.isDefault')}）</span>}
      </h2>
      <Form<SettingValues>
        name={`times-${departmentId}`}
        layout="vertical"
        requiredMark={false}
        initialValues={{ departmentMinutes, legalMinutes }}
        onFinish={(values) =>
          update.mutate({ departmentId, ...values }, { onSuccess: () => void message.success(t('common.saved')) })
        }
      >
        <div className="row">
          {field('departmentMinutes', t('level.department'))}
          {field('legalMinutes', t('level.legal'))}
          <Button htmlType="submit" loading={update.isPending}>
            {t('common.save')}
          </Button>
        </div>
        {update.error !== null && <ProblemAlert error={update.error} />}
      </Form>
    </section>
  )
}

/** How many minutes each level of review has, by department. */
export const SettingsPage = () => {
  const { t } = useTranslation()
  const settings = useRead('content.view-review-settings', {})
  return (
    <Page title={t('nav.settings')} intro={t('settings.intro')}>
      <Loaded query={settings}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('settings.none')} />
          ) : (
            <div className="stack">
              {items.map((setting) => (
                <DepartmentTimes key={setting.departmentId} setting={setting} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
