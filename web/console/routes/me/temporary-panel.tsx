import { App, Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { ProblemAlert, useShowProblem } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'
import { type PostRequest, PostRequestItem } from '../people/post-request-item.tsx'
import { TemporaryPostItem } from '../people/temporary-post-item.tsx'

type Values = { post: string; hours: number; reason: string }

type FormProps = {
  title: string
  hint: string
  posts: readonly string[]
  mostHours: number
  danger: boolean
  busy: boolean
  error: unknown
  onSubmit: (values: Values) => void
  onClose: () => void
}

/** Which post, for how long, and why. */
const PostForm = ({ title, hint, posts, mostHours, danger, busy, error, onSubmit, onClose }: FormProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  const [form] = Form.useForm<Values>()
  return (
    <Modal open title={title} okText={title} okButtonProps={{ danger, loading: busy }} onOk={() => form.submit()} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ hours: 4, post: posts[0] }}
        onFinish={(values) => onSubmit({ ...values, reason: values.reason.trim() })}
      >
        <p className="soft">{hint}</p>
        <Form.Item name="post" label={t('temporary.post')} rules={[{ required: true, message: t('temporary.postRequired') }]}>
          <Select options={posts.map((value) => ({ value, label: label('post', value) }))} />
        </Form.Item>
        <Form.Item name="hours" label={t('temporary.hours')} rules={[{ required: true, message: t('temporary.hoursRequired') }]}>
          <InputNumber min={1} max={mostHours} precision={0} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('temporary.reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      {error !== null && <ProblemAlert error={error} />}
    </Modal>
  )
}

type DialogProps = { posts: readonly string[]; onClose: () => void }

const BreakGlass = ({ posts, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { message } = App.useApp()
  const take = useChange('identity.break-glass')
  const submit = (values: Values): void =>
    take.mutate(values, {
      onSuccess: ({ endsAt }) => {
        message.success(t('temporary.breakGlassDone', { post: label('post', values.post), at: formatMinute(endsAt) }))
        onClose()
      },
    })
  return (
    <PostForm
      title={t('temporary.breakGlass')}
      hint={t('temporary.breakGlassHint')}
      posts={posts}
      mostHours={24}
      danger
      busy={take.isPending}
      error={take.error}
      onSubmit={submit}
      onClose={onClose}
    />
  )
}

const AskForPost = ({ posts, onClose }: DialogProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const ask = useChange('identity.ask-for-temporary-post')
  const submit = (values: Values): void =>
    ask.mutate(values, {
      onSuccess: () => {
        message.success(t('postRequest.asked'))
        onClose()
      },
    })
  return (
    <PostForm
      title={t('postRequest.ask')}
      hint={t('postRequest.askHint')}
      posts={posts}
      mostHours={72}
      danger={false}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={submit}
      onClose={onClose}
    />
  )
}

const OwnRequest = ({ item }: { item: PostRequest }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const withdraw = useChange('identity.withdraw-post-request')
  return (
    <PostRequestItem item={item} named={false}>
      {item.state === 'open' && (
        <Button
          loading={withdraw.isPending}
          aria-label={t('postRequest.withdrawFor', { post: label('post', item.post) })}
          onClick={() =>
            withdraw.mutate(
              { id: item.id },
              { onSuccess: () => void message.success(t('postRequest.withdrawDone')), onError: showProblem },
            )
          }
        >
          {t('postRequest.withdraw')}
        </Button>
      )}
    </PostRequestItem>
  )
}

/** The reader's own temporary posts, and the ways to one: to ask for it, or to take it in an emergency. */
export const TemporaryPanel = () => {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay()
  const query = useRead('identity.list-temporary-posts', {})
  const [asking, setAsking] = useState(false)
  const [taking, setTaking] = useState(false)
  return (
    <section className="panel">
      <h2>{t('temporary.mine')}</h2>
      <Loaded query={query}>
        {({ items, requests, askablePosts, emergencyPosts }) => {
          const mine = items.filter(({ person }) => person.id === me.id).slice(0, 5)
          // What was given stands above as a post.
          const asked = requests.filter(({ person, state }) => person.id === me.id && state !== 'given').slice(0, 5)
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
              {asked.length > 0 && (
                <ul className="temporary-posts" aria-label={t('postRequest.mine')}>
                  {asked.map((item) => (
                    <OwnRequest key={item.id} item={item} />
                  ))}
                </ul>
              )}
              <div className="row">
                {askablePosts.length > 0 && <Button onClick={() => setAsking(true)}>{t('postRequest.ask')}</Button>}
                {may('identity.break-glass') && emergencyPosts.length > 0 && (
                  <Button danger onClick={() => setTaking(true)}>
                    {t('temporary.breakGlass')}
                  </Button>
                )}
              </div>
              {asking && <AskForPost posts={askablePosts} onClose={() => setAsking(false)} />}
              {taking && <BreakGlass posts={emergencyPosts} onClose={() => setTaking(false)} />}
            </div>
          )
        }}
      </Loaded>
    </section>
  )
}
