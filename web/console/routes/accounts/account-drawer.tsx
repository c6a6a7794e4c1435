import { App, Button, Drawer, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Account, Platform } from '../../domain.ts'
import { platforms } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'

type AccountValues = {
  platform: Platform
  name: string
  platformId?: string
  departmentId: string
  ownerId: string
  core: boolean
  state: Account['state']
}

/** Registers an account, or changes who answers for it. */
export const AccountDrawer = ({ account, onClose }: { account: Account | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay()
  const { message } = App.useApp()
  const [form] = Form.useForm<AccountValues>()
  const departments = useRead('identity.list-departments', {})
  const people = useRead(
    'identity.list-people',
    { state: 'active', page: 1, pageSize: 100 },
    { enabled: may('identity.view-people') },
  )
  const register = useChange('accounts.register-account')
  const update = useChange('accounts.update-account')
  const problem = register.error ?? update.error
  const owners = people.data?.items ?? [account?.owner ?? { id: me.id, name: me.name }]
  const submit = ({ platformId, state, ...values }: AccountValues): void => {
    const fields = { ...values, platformId: platformId?.trim() ? platformId.trim() : null }
    const outcome = {
      onSuccess: () => {
        message.success(t('common.saved'))
        onClose()
      },
      onError: (error: Error) => void placeIssues(form, error),
    }
    if (account === null) register.mutate(fields, outcome)
    else update.mutate({ id: account.id, ...fields, state }, outcome)
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={account === null ? t('accounts.add') : t('accounts.editTitle')}
      footer={
        <div className="row">
          <Button type="primary" loading={register.isPending || update.isPending} onClick={() => form.submit()}>
            {t('common.save')}
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
          account === null
            ? { core: false, state: 'active', ownerId: me.id, departmentId: me.department.id }
            : {
                ...account,
                platformId: account.platformId ?? '',
                departmentId: account.department.id,
                ownerId: account.owner.id,
              }
        }
      >
        <Form.Item
          name="platform"
          label={t('accounts.platform')}
          rules={[{ required: true, message: t('accounts.platformRequired') }]}
        >
          <Select options={platforms.map((value) => ({ value, label: t(`platform.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('accounts.name')}
          rules={[{ required: true, whitespace: true, message: t('accounts.nameRequired') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="platformId" label={t('accounts.platformId')} extra={t('accounts.platformIdHint')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="departmentId"
          label={t('material.department')}
          rules={[{ required: true, message: t('setUp.departmentRequired') }]}
        >
          <Select options={departments.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []} />
        </Form.Item>
        <Form.Item
          name="ownerId"
          label={t('accounts.owner')}
          rules={[{ required: true, message: t('accounts.ownerRequired') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="core" label={t('accounts.core')} valuePropName="checked" extra={t('accounts.coreHint')}>
          <Switch checkedChildren={t('common.yes')} unCheckedChildren={t('common.no')} />
        </Form.Item>
        {account !== null && (
          <Form.Item name="state" label={t('material.state')}>
            <Select
              options={(['active', 'closed'] as const).map((value) => ({ value, label: t(`accountState.${value}`) }))}
            />
          </Form.Item>
        )}
        {problem !== null && <ProblemAlert error={problem} />}
      </Form>
    </Drawer>
  )
}
