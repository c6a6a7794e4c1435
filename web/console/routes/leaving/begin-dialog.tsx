import { App, DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { Leaving } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { onChinaClock, readChinaClock } from '../../ui/china-clock.ts'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'

type Values = { mode: 'now' | 'later'; at?: Dayjs; reason: string; takeoverId?: string }
type Plan = Pick<Leaving, 'id' | 'reason' | 'dueAt' | 'takeover'>

type BeginDialogProps = {
  person: { id: string; name: string }
  /** The plan that is changed; null for a new one. */
  plan: Plan | null
  onClose: () => void
  onDone?: (id: string) => void
}

/** Lets somebody leave at once or at a moment to come, or changes that moment. */
export const BeginDialog = ({ person, plan, onClose, onDone }: BeginDialogProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const may = useMay()
  const [form] = Form.useForm<Values>()
  const mode = Form.useWatch('mode', form) ?? (plan === null ? 'now' : 'later')
  const begin = useChange('leaving.begin')
  const change = useChange('leaving.change-plan')
  const problem = begin.error ?? change.error
  const people = useRead(
    'identity.list-people',
    { state: 'active', page: 1, pageSize: 100 },
    { enabled: may('identity.view-people') },
  )
  const heirs = (people.data?.items ?? []).filter(({ id }) => id !== person.id)
  const { name } = person
  const submit = (values: Values): void => {
    const at = values.mode === 'later' && values.at !== undefined ? readChinaClock(values.at) : null
    const fields = { at, reason: values.reason.trim(), takeoverId: values.takeoverId ?? null }
    const onError = (error: Error): void => void placeIssues(form, error)
    const tell = (): void => {
      if (at === null) message.success(t('leaving.begun', { name }))
      else message.success(plan === null ? t('leaving.plannedDone', { name, at: formatMinute(at) }) : t('leaving.changed'))
      onClose()
    }
    if (plan !== null) return change.mutate({ id: plan.id, ...fields }, { onSuccess: tell, onError })
    begin.mutate(
      { personId: person.id, ...fields },
      {
        onSuccess: ({ id }) => {
          tell()
          onDone?.(id)
        },
        onError,
      },
    )
  }
  return (
    <Modal
      open
      title={t(plan === null ? 'leaving.beginTitle' : 'leaving.changeTitle', { name })}
      okText={mode === 'now' ? t('leaving.confirmNow') : t(plan === null ? 'leaving.confirmLater' : 'common.save')}
      okButtonProps={{ danger: mode === 'now', loading: begin.isPending || change.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={
          plan === null
            ? { mode: 'now' }
            : {
                mode: 'later',
                at: onChinaClock(plan.dueAt),
                reason: plan.reason,
                ...(plan.takeover === null ? {} : { takeoverId: plan.takeover.id }),
              }
        }
      >
        <p className="soft">{t('leaving.beginHint')}</p>
        <Form.Item name="mode" label={t('leaving.mode')}>
          <Radio.Group
            options={[
              { value: 'now', label: t('leaving.now') },
              { value: 'later', label: t('leaving.later') },
            ]}
          />
        </Form.Item>
        {mode === 'later' && (
          <Form.Item
            name="at"
            label={t('leaving.at')}
            rules={[{ required: true, message: t('leaving.atRequired') }]}
          >
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
          </Form.Item>
        )}
        <Form.Item name="takeoverId" label={t('leaving.takeover')} extra={t('leaving.takeoverHint')}>
          <Select
            allowClear
            placeholder={t('leaving.takeoverNone')}
            showSearch={{ optionFilterProp: 'label' }}
            options={heirs.map(({ id, name: label, department }) => ({ value: id, label: `${label}（${department.name}）` }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('leaving.reason')}
          rules={[{ required: true, whitespace: true, message: t('leaving.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {problem !== null && <ProblemAlert error={problem} />}
    </Modal>
  )
}
