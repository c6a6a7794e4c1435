import { App, Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'
import { TemporaryPostItem } from '../people/temporary-post-item.tsx'

type Values = { post: string; hours: number; reason: string }

const BreakGlass = ({ posts, onClose }: { posts: readonly string[]; onClose: () => void }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const take = useChange('identity.break-glass')
  const submit = ({ post, hours, reason }: Values): void =>
    take.mutate(
      { post, hours, reason: reason.trim() },
      {
        onSuccess: ({ endsAt }) => {
          message.success(t('temporary.breakGlassDone', { post: label('post', post), at: formatMinute(endsAt) }))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('temporary.breakGlass')}
      okText={t('temporary.breakGlass')}
      okButtonProps={{ danger: true, loading: take.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ hours: 4, post: posts[0] }} onFinish={submit}>
        <p className="soft">{t('temporary.breakGlassHint')}</p>
        <Form.Item name="post" label={t('temporary.post')} rules={[{ required: true, message: t('temporary.postRequired') }]}>
          <Select options={posts.map((value) => ({ value, label: label('post', value) }))} />
        </Form.Item>
        <Form.Item name="hours" label={t('temporary.hours')} rules={[{ required: true, message: t('temporary.hoursRequired') }]}>
          <InputNumber min={1} max={24} precision={0} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('temporary.reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {take.error !== null && <ProblemAlert error={take.error} />}
    </Modal>
  )
}

/** The reader's own temporary posts, and a way to take one in an emergency. */
export const TemporaryPanel = () => {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay()
  const query = useRead('identity.list-temporary-posts', {})
  const [taking, setTaking] = useState(false)
  return (
    <section className="panel">
      <h2>{t('temporary.mine')}</h2>
      <Loaded query={query}>
        {({ items, emergencyPosts }) => {
          const mine = items.filter(({ person }) => person.id === me.id).slice(0, 5)
          return (
            <div className="stack">
              {mine.length === 0 ? (
                <p className="soft">{t('temporary.mineNone')}</p>
              ) : (
                <ul className="temporary-posts">
                  {mine.map((item) => (
                    <TemporaryPostItem key={item.id} item={item} named={false} mayEnd />
                  ))}
                </ul>
              )}
              {may('identity.break-glass') && emergencyPosts.length > 0 && (
                <div>
                  <Button danger onClick={() => setTaking(true)}>
                    {t('temporary.breakGlass')}
                  </Button>
                </div>
              )}
              {taking && <BreakGlass posts={emergencyPosts} onClose={() => setTaking(false)} />}
            </div>
          )
        }}
      </Loaded>
    </section>
  )
}
