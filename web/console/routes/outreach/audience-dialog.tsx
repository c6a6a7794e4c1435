import { App, Form, Input, Modal, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf, Output } from '../../api.ts'
import type { OutreachChannel } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { DayRange } from '../../ui/day-range.tsx'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import { useChannels } from './use-channels.ts'

type Audience = Output<'outreach.list-audiences'>['items'][number]
type Filter = InputOf<'outreach.save-audience'>['filter']
type Values = { name: string; sources: Filter['sources']; departmentIds: string[]; registered?: string; consent: OutreachChannel | null; listed: boolean }

const sources = ['form', 'store', 'phone', 'online-shop', 'wecom', 'event', 'partner', 'other'] as const

/** Makes or changes an audience: a filter that is evaluated whenever it is used. */
export const AudienceDialog = ({ before, departments, onClose }: { before: Audience | null; departments: readonly { id: string; name: string }[]; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { options } = useChannels()
  const [form] = Form.useForm<Values>()
  const save = useChange('outreach.save-audience')
  const filter = before?.filter
  return (
    <Modal
      open
      title={t(before === null ? 'outreach.addAudience' : 'outreach.changeAudienceTitle')}
      okText={t('outreach.save')}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          name: before?.name ?? '',
          sources: filter?.sources ?? [],
          departmentIds: filter?.departmentIds ?? [],
          ...(filter?.registeredFrom != null && filter.registeredUntil !== null ? { registered: `${filter.registeredFrom}~${filter.registeredUntil}` } : {}),
          consent: filter?.consent?.channel ?? null,
          listed: filter?.listed ?? false,
        }}
        onFinish={(values: Values) => {
          const [registeredFrom = null, registeredUntil = null] = values.registered?.split('~') ?? []
          save.mutate(
            {
              id: before?.id ?? null,
              name: values.name,
              filter: {
                sources: values.sources,
                departmentIds: values.departmentIds,
                registeredFrom,
                registeredUntil,
                consent: values.consent ? { purpose: 'marketing', channel: values.consent } : null,
                listed: values.listed,
              },
            },
            {
              onSuccess: () => {
                message.success(t('outreach.saved'))
                onClose()
              },
              onError: (error) => void placeIssues(form, error),
            },
          )
        }}
      >
        <p className="soft">{t('outreach.audienceHint')}</p>
        <Form.Item name="name" label={t('outreach.audienceName')} rules={[{ required: true, message: t('outreach.required') }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="sources" label={t('outreach.audienceSources')}>
          <Select mode="multiple" allowClear placeholder={t('outreach.all')} options={sources.map((value) => ({ value, label: t(`customer.sources.${value}`) }))} />
        </Form.Item>
        <Form.Item name="departmentIds" label={t('outreach.audienceDepartments')}>
          <Select mode="multiple" allowClear placeholder={t('outreach.all')} optionFilterProp="label" options={departments.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="registered" label={t('outreach.audienceRegistered')}>
          <DayRange />
        </Form.Item>
        <Form.Item name="consent" label={t('outreach.audienceConsent')}>
          <Select allowClear placeholder={t('outreach.noMatter')} options={options} />
        </Form.Item>
        <Form.Item name="listed" label={t('outreach.audienceListed')} valuePropName="checked" extra={t('outreach.audienceListedHint')}>
          <Switch />
        </Form.Item>
      </Form>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </Modal>
  )
}
