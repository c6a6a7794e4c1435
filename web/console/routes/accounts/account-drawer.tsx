import { App, Button, Checkbox, DatePicker, Drawer, Form, Input, Select, Switch } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { AccountDetail, Platform } from '../../domain.ts'
import { factors, platforms } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMe } from '../../session.ts'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { usePeopleChoice } from './use-people.ts'

type AccountValues = {
  platform: Platform
  name: string
  platformId?: string
  departmentId: string
  ownerId: string
  standInId?: string
  core: boolean
  verifiedSubject?: string
  verificationExpiresOn?: Dayjs | null
  recoveryPhone?: string
  recoveryMail?: string
  factors: AccountDetail['factors']
  state: AccountDetail['state']
}

const textOrNull = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null)

const initialOf = (account: AccountDetail): Partial<AccountValues> => ({
  platform: account.platform,
  name: account.name,
  platformId: account.platformId ?? '',
  departmentId: account.department.id,
  ownerId: account.owner.id,
  ...(account.standIn === null ? {} : { standInId: account.standIn.id }),
  core: account.core,
  verifiedSubject: account.verifiedSubject ?? '',
  verificationExpiresOn: account.verificationExpiresOn === null ? null : dayjs(account.verificationExpiresOn),
  factors: account.factors,
  state: account.state,
})

/** Registers an account, or changes who answers for it and what protects it. */
export const AccountDrawer = ({ account, onClose }: { account: AccountDetail | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const me = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<AccountValues>()
  const departments = useRead('identity.list-departments', {})
  const people = usePeopleChoice(account === null ? [] : [account.owner, account.standIn])
  const register = useChange('accounts.register-account')
  const update = useChange('accounts.update-account')
  const problem = register.error ?? update.error
  const submit = ({ state, verificationExpiresOn, ...values }: AccountValues): void => {
    const [phone, mail] = [textOrNull(values.recoveryPhone), textOrNull(values.recoveryMail)]
    const fields = {
      platform: values.platform,
      name: values.name,
      platformId: textOrNull(values.platformId),
      departmentId: values.departmentId,
      ownerId: values.ownerId,
      standInId: values.standInId ?? null,
      core: values.core,
      verifiedSubject: textOrNull(values.verifiedSubject),
      verificationExpiresOn: verificationExpiresOn?.format('YYYY-MM-DD') ?? null,
      factors: values.factors,
      // What is left empty stays as it is: the console has never seen it whole.
      ...(phone === null ? {} : { recoveryPhone: phone }),
      ...(mail === null ? {} : { recoveryMail: mail }),
    }
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
  const recoveryHint = (masked: string | null | undefined): string =>
    masked === null || masked === undefined ? t('account.recoveryHint') : t('account.recoveryKeep', { masked })
  const blank = { core: false, state: 'active', factors: [], ownerId: me.id, departmentId: me.department.id } as const
  return (
    <Drawer
      open
      onClose={onClose}
      size={480}
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
        initialValues={account === null ? blank : initialOf(account)}
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
          <Select showSearch={{ optionFilterProp: 'label' }} options={people} />
        </Form.Item>
        <Form.Item name="standInId" label={t('account.standIn')} extra={t('account.standInHint')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={people} />
        </Form.Item>
        <Form.Item name="core" label={t('accounts.core')} valuePropName="checked" extra={t('accounts.coreHint')}>
          <Switch checkedChildren={t('common.yes')} unCheckedChildren={t('common.no')} />
        </Form.Item>
        <Form.Item name="factors" label={t('account.factors')}>
          <Checkbox.Group options={factors.map((value) => ({ value, label: t(`account.factor.${value}`) }))} />
        </Form.Item>
        <Form.Item name="verifiedSubject" label={t('account.verifiedSubject')} extra={t('account.verifiedSubjectHint')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="verificationExpiresOn" label={t('account.verification')}>
          <DatePicker format="YYYY-MM-DD" />
        </Form.Item>
        <Form.Item name="recoveryPhone" label={t('account.recoveryPhone')} extra={recoveryHint(account?.recoveryPhone)}>
          <Input maxLength={20} inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="recoveryMail" label={t('account.recoveryMail')} extra={recoveryHint(account?.recoveryMail)}>
          <Input maxLength={200} inputMode="email" autoComplete="off" />
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
