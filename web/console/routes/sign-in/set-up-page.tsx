import { useRouter } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChange, useRead } from '../../query.ts'
import { forgetSession } from '../../session.ts'
import { GoLink } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { NewPasswordFields } from './new-password.tsx'
import { Outside, tokenFromLink } from './outside.tsx'

type SetUpValues = { company: string; department: string; name: string; loginName: string; password: string }

const SetUpForm = ({ token }: { token: string }) => {
  const { t } = useTranslation()
  const router = useRouter()
  const [form] = Form.useForm<SetUpValues>()
  const complete = useChange('identity.complete-set-up', { refresh: false })
  const [company, loginName] = [Form.useWatch('company', form), Form.useWatch('loginName', form)]
  const submit = ({ company, department, name, loginName, password }: SetUpValues): void => {
    complete.mutate(
      { token, company, department, name, loginName, password },
      {
        onSuccess: () => {
          forgetSession()
          router.history.replace('/')
        },
        onError: (error) => placeIssues(form, error),
      },
    )
  }
  const required = (message: string) => [{ required: true, whitespace: true, message }]
  return (
    <Form form={form} layout="vertical" onFinish={submit} initialValues={{ department: t('setUp.departmentDefault') }}>
      <p className="soft">{t('setUp.intro')}</p>
      {complete.error !== null && (
        <Form.Item>
          <ProblemAlert error={complete.error} />
        </Form.Item>
      )}
      <Form.Item name="company" label={t('setUp.company')} rules={required(t('setUp.companyRequired'))}>
        <Input maxLength={100} autoComplete="organization" autoFocus />
      </Form.Item>
      <Form.Item name="department" label={t('setUp.department')} rules={required(t('setUp.departmentRequired'))}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="name" label={t('setUp.name')} rules={required(t('setUp.nameRequired'))}>
        <Input maxLength={50} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="loginName"
        label={t('signIn.loginName')}
        rules={required(t('signIn.loginNameRequired'))}
        extra={t('setUp.loginNameHint')}
      >
        <Input maxLength={64} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <NewPasswordFields owner={{ token, company, loginName }} busy={complete.isPending || complete.isSuccess} />
      <Button type="primary" htmlType="submit" block size="large" loading={complete.isPending}>
        {t('setUp.submit')}
      </Button>
    </Form>
  )
}

/** The first start: the company and its first administrator. */
export const SetUpPage = () => {
  const { t } = useTranslation()
  const [token] = useState(tokenFromLink)
  const state = useRead('identity.view-set-up', {})
  return (
    <Outside title={t('setUp.title')}>
      <Loaded query={state}>
        {({ needed }) =>
          !needed ? (
            <Alert
              type="info"
              showIcon
              title={t('setUp.done')}
              description={<GoLink to="/sign-in">{t('signIn.title')}</GoLink>}
            />
          ) : token === '' ? (
            <Alert type="warning" showIcon title={t('setUp.needed')} description={t('setUp.neededHint')} />
          ) : (
            <SetUpForm token={token} />
          )
        }
      </Loaded>
    </Outside>
  )
}
