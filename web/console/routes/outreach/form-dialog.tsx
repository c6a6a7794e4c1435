import { Alert, App, Form, Input, Modal, Radio, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input as InputOf, Output } from '../../api.ts'
import type { OutreachChannel } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { placeIssues, ProblemAlert } from '../../ui/problem-view.tsx'
import { useChannels } from './use-channels.ts'

type Saved = Output<'outreach.list-forms'>['items'][number]
type Values = Omit<InputOf<'outreach.save-form'>, 'id' | 'boxes'> & { picked: string[] }

const fields = ['name', 'mobile', 'email'] as const

/** A box as one choice: notice and channel. */
const boxKey = (noticeId: string, channel: OutreachChannel): string => `${noticeId}:${channel}`

const boxesOf = (picked: readonly string[]): InputOf<'outreach.save-form'>['boxes'] => {
  const byNotice = new Map<string, OutreachChannel[]>()
  for (const key of picked) {
    const [noticeId = '', channel = ''] = key.split(':')
    byNotice.set(noticeId, [...(byNotice.get(noticeId) ?? []), channel as OutreachChannel])
  }
  return [...byNotice].map(([noticeId, channels]) => ({ noticeId, channels }))
}

type DialogProps = { before: Saved | null; departments: readonly { id: string; name: string }[]; codeOffered: boolean; onClose: () => void }

/** Makes a consent form. It has nothing by which a box could be ticked beforehand. */
export const FormDialog = ({ before, departments, codeOffered, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { nameOf } = useChannels()
  const [form] = Form.useForm<Values>()
  const notices = useRead('outreach.list-notices', {})
  const save = useChange('outreach.save-form')
  const required = [{ required: true, message: t('outreach.required') }]
  const initial: Partial<Values> =
    before === null
      ? { title: t('outreach.formTitleUsual'), intro: '', fields: ['name', 'mobile'], minors: 'refused', confirmByCode: codeOffered, origins: [], active: true, picked: [] }
      : { ...before, picked: before.boxes.flatMap(({ noticeId, channels }) => channels.map((channel) => boxKey(noticeId, channel))) }
  const choices = (notices.data?.items ?? []).flatMap(({ id, title, channels }) =>
    channels.map((channel) => ({ value: boxKey(id, channel), label: t('outreach.boxOf', { title, channel: nameOf(channel) }) })),
  )
  return (
    <Modal
      open
      width={640}
      title={t(before === null ? 'outreach.addForm' : 'outreach.changeFormTitle')}
      okText={t('outreach.save')}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={({ name, title, intro, picked, fields: asked, minors, confirmByCode, origins, departmentId, active }: Values) =>
          save.mutate(
            { id: before?.id ?? null, name, title, intro, boxes: boxesOf(picked), fields: asked, minors, confirmByCode, origins, departmentId, active },
            {
              onSuccess: () => {
                message.success(t('outreach.saved'))
                onClose()
              },
              onError: (error) => void placeIssues(form, error),
            },
          )
        }
      >
        <Alert className="outreach-lead" type="info" showIcon title={t('outreach.neverTicked')} />
        <Form.Item name="name" label={t('outreach.formName')} extra={t('outreach.formNameHint')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="title" label={t('outreach.formTitle')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="intro" label={t('outreach.formIntro')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="picked" label={t('outreach.boxes')} extra={t('outreach.boxesHint')} rules={required}>
          <Select mode="multiple" options={choices} optionFilterProp="label" />
        </Form.Item>
        <Form.Item name="fields" label={t('outreach.formFields')} rules={required}>
          <Select mode="multiple" options={fields.map((value) => ({ value, label: t(`outreach.contact.${value}`) }))} />
        </Form.Item>
        <Form.Item name="minors" label={t('outreach.minors')}>
          <Radio.Group options={(['refused', 'guardian'] as const).map((value) => ({ value, label: t(`outreach.minorsOf.${value}`) }))} />
        </Form.Item>
        <Form.Item name="confirmByCode" label={t('outreach.confirmByCode')} valuePropName="checked" extra={t(codeOffered ? 'outreach.confirmByCodeHint' : 'outreach.codeNotSetUp')}>
          <Switch disabled={!codeOffered} />
        </Form.Item>
        <Form.Item name="departmentId" label={t('outreach.formDepartment')} extra={t('outreach.formDepartmentHint')} rules={required}>
          <Select options={departments.map(({ id, name }) => ({ value: id, label: name }))} optionFilterProp="label" showSearch />
        </Form.Item>
        <Form.Item name="origins" label={t('outreach.origins')} extra={t('outreach.originsHint')}>
          <Select mode="tags" open={false} suffixIcon={null} placeholder="https://www.example.com" />
        </Form.Item>
        <Form.Item name="active" label={t('outreach.formInUse')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
      {save.error !== null && <ProblemAlert error={save.error} />}
    </Modal>
  )
}
