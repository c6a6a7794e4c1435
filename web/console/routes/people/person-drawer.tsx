import { Alert, App, Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Person, Post } from '../../domain.ts'
import { posts } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { useLabel } from '../../ui/labels.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { useSentence } from '../../ui/sentence.ts'

type PersonValues = { name: string; loginName: string; departmentId: string; posts: Post[] }

type PersonDrawerProps = {
  person: Person | null
  onClose: () => void
  onInvited: (name: string, token: string) => void
}

/** Posts that one person must not hold together, said while they are being chosen (ACC-2). */
const Conflicts = ({ chosen }: { chosen: readonly Post[] }) => {
  const may = useMay()
  const say = useSentence()
  const matrix = useRead('identity.view-matrix', {}, { enabled: may('identity.view-matrix'), staleSeconds: 600 })
  const hit = matrix.data?.conflicts.filter(({ posts: pair }) => pair.every((post) => chosen.includes(post))) ?? []
  return (
    <div aria-live="polite" className="stack tight">
      {hit.map(({ posts: pair, why }) => (
        <Alert key={pair.join()} type="error" showIcon title={say(why)} />
      ))}
    </div>
  )
}

/** Invites a person, or changes their department and posts. */
export const PersonDrawer = ({ person, onClose, onInvited }: PersonDrawerProps) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { message } = App.useApp()
  const [form] = Form.useForm<PersonValues>()
  const departments = useRead('identity.list-departments', {})
  const add = useChange('identity.add-person')
  const update = useChange('identity.update-person')
  const problem = add.error ?? update.error
  const chosen = Form.useWatch('posts', form) ?? []
  const submit = ({ name, loginName, departmentId, posts: held }: PersonValues): void => {
    const onError = (error: Error): void => void placeIssues(form, error)
    if (person === null) {
      add.mutate(
        { name, loginName, departmentId, posts: held },
        { onSuccess: ({ invitationToken }) => onInvited(name, invitationToken), onError },
      )
    } else {
      update.mutate(
        { id: person.id, name, departmentId, posts: held },
        {
          onSuccess: () => {
            message.success(t('common.saved'))
            onClose()
          },
          onError,
        },
      )
    }
  }
  const required = (message_: string) => [{ required: true, whitespace: true, message: message_ }]
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={person === null ? t('people.add') : t('people.editTitle', { name: person.name })}
      footer={
        <div className="row">
          <Button type="primary" loading={add.isPending || update.isPending} onClick={() => form.submit()}>
            {person === null ? t('people.invite') : t('common.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={
          person === null
            ? { posts: [] }
            : {
                name: person.name,
                loginName: person.loginName,
                departmentId: person.department.id,
                posts: person.posts,
              }
        }
      >
        <Form.Item name="name" label={t('people.name')} rules={required(t('setUp.nameRequired'))}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="loginName"
          label={t('signIn.loginName')}
          rules={required(t('signIn.loginNameRequired'))}
          extra={t('setUp.loginNameHint')}
        >
          <Input
            maxLength={64}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            disabled={person !== null}
          />
        </Form.Item>
        <Form.Item
          name="departmentId"
          label={t('material.department')}
          rules={[{ required: true, message: t('setUp.departmentRequired') }]}
        >
          <Select options={departments.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []} />
        </Form.Item>
        <Form.Item
          name="posts"
          label={t('people.posts')}
          rules={[
            {
              validator: (_rule, held: unknown) =>
                Array.isArray(held) && held.length > 0
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('people.postsRequired'))),
            },
          ]}
        >
          <Checkbox.Group options={posts.map((value) => ({ value, label: label('post', value) }))} />
        </Form.Item>
        <Conflicts chosen={chosen} />
        {problem !== null && <ProblemAlert error={problem} />}
      </Form>
    </Drawer>
  )
}
