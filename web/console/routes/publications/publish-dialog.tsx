import { App, DatePicker, Form, Input, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useLabel } from '../../ui/labels.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { onChinaClock, readChinaClock } from '../../ui/china-clock.ts'

type PublishValues = { accountId: string; publishedAt: Dayjs; url: string }

/** Records where and when an approved material went out. */
export const PublishDialog = ({ material, onClose }: { material: Material; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<PublishValues>()
  const record = useChange('content.record-publication')
  const label = useLabel()
  const targets = material.accounts
  const [now] = useState(() => onChinaClock(new Date().toISOString()))
  const submit = ({ accountId, publishedAt, url }: PublishValues): void => {
    const at = readChinaClock(publishedAt)
    record.mutate(
      {
        materialId: material.id,
        digest: material.approval?.digest ?? material.digest,
        accountId,
        publishedAt: at,
        url: url.trim(),
      },
      {
        onSuccess: () => {
          message.success(t('publish.recorded'))
          onClose()
        },
        onError: (error) => placeIssues(form, error),
      },
    )
  }
  return (
    <Modal
      open
      title={t('publish.title')}
      okText={t('publish.record')}
      okButtonProps={{ loading: record.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ publishedAt: now, accountId: targets.length === 1 ? targets[0]?.id : undefined }}
      >
        <p className="soft">{t('publish.hint')}</p>
        <Form.Item
          name="accountId"
          label={t('publish.account')}
          rules={[{ required: true, message: t('publish.accountRequired') }]}
        >
          <Select
            options={targets.map(({ id, name, platform }) => ({
              value: id,
              label: `${name}（${label('platform', platform)}）`,
            }))}
          />
        </Form.Item>
        <Form.Item
          name="publishedAt"
          label={t('publish.at')}
          rules={[{ required: true, message: t('publish.atRequired') }]}
        >
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
        <Form.Item
          name="url"
          label={t('publish.url')}
          rules={[{ required: true, type: 'url', message: t('publish.urlRequired') }]}
        >
          <Input type="url" maxLength={1000} placeholder="https://" />
        </Form.Item>
      </Form>
      {record.error !== null && <ProblemAlert error={record.error} />}
    </Modal>
  )
}
