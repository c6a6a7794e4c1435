import { App, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Credential } from '../../domain.ts'
import { credentialKinds } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMe } from '../../session.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { CredentialFields, CredentialName } from './credential-fields.tsx'

type StoreValues = {
  of: 'account' | 'partner'
  accountId?: string
  partner?: string
  kind: Credential['kind']
  name: string
  ownerId: string
  purposes: Credential['purposes']
  scopes?: string[]
  rotationDays: number
  value: string
}

/** Takes a credential in. Its value goes to the server and is not shown again. */
export const StoreDialog = ({ accountId, onClose }: { accountId: string | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const me = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<StoreValues>()
  const of = Form.useWatch('of', form)
  const kind = Form.useWatch('kind', form)
  const accounts = useRead('accounts.list-accounts', { state: 'active', page: 1, pageSize: 100 })
  const store = useChange('accounts.store-credential')
  const submit = ({ of: subject, accountId: chosen, partner, scopes, ...values }: StoreValues): void =>
    store.mutate(
      {
        ...values,
        scopes: scopes ?? [],
        accountId: subject === 'account' ? (chosen ?? null) : null,
        partner: subject === 'partner' ? (partner?.trim() ?? null) : null,
      },
      {
        onSuccess: () => {
          message.success(t('credential.stored'))
          onClose()
        },
        onError: (error: Error) => void placeIssues(form, error),
      },
    )
  return (
    <Modal
      open
      width={560}
      title={t('credential.store')}
      okText={t('credential.store')}
      okButtonProps={{ loading: store.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{
          of: 'account',
          kind: 'app-secret',
          ownerId: me.id,
          rotationDays: 90,
          ...(accountId === null ? {} : { accountId }),
        }}
      >
        <Form.Item name="of" label={t('credential.subject')}>
          <Radio.Group
            options={[
              { value: 'account', label: t('credential.ofAccount') },
              { value: 'partner', label: t('credential.ofPartner') },
            ]}
          />
        </Form.Item>
        {of === 'partner' ? (
          <Form.Item
            name="partner"
            label={t('credential.partner')}
            rules={[{ required: true, whitespace: true, message: t('credential.partnerRequired') }]}
          >
            <Input maxLength={100} />
          </Form.Item>
        ) : (
          <Form.Item
            name="accountId"
            label={t('credential.account')}
            rules={[{ required: true, message: t('credential.accountRequired') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(accounts.data?.items ?? []).map(({ id, name, platform }) => ({
                value: id,
                label: `${t(`platform.${platform}`)} · ${name}`,
              }))}
            />
          </Form.Item>
        )}
        <Form.Item name="kind" label={t('credential.kind')}>
          <Select options={credentialKinds.map((value) => ({ value, label: t(`credential.kinds.${value}`) }))} />
        </Form.Item>
        <CredentialName />
        <Form.Item
          name="value"
          label={t('credential.value')}
          extra={t(kind === 'password' ? 'credential.passwordHint' : 'credential.valueHint')}
          rules={[{ required: true, min: 6, message: t('credential.valueRequired') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={4096} />
        </Form.Item>
        <CredentialFields owner={null} />
      </Form>
      {store.error !== null && <ProblemAlert error={store.error} />}
    </Modal>
  )
}
