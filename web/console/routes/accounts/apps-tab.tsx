import { App, Button, DatePicker, Form, Input, Modal, Popconfirm, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail, Credential } from '../../domain.ts'
import { purposes } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { readChinaClock } from '../../ui/china-clock.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'

type LinkedApp = AccountDetail['apps'][number]
type AppValues = {
  name: string
  appId?: string
  purposes: Credential['purposes']
  scopes?: string[]
  tokenExpiresAt?: Dayjs | null
}

const LinkDialog = ({ accountId, onClose }: { accountId: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<AppValues>()
  const link = useChange('accounts.link-app')
  const submit = ({ name, appId, scopes, tokenExpiresAt, ...values }: AppValues): void =>
    link.mutate(
      {
        accountId,
        name,
        appId: appId?.trim() ? appId.trim() : null,
        scopes: scopes ?? [],
        tokenExpiresAt: tokenExpiresAt ? readChinaClock(tokenExpiresAt) : null,
        ...values,
      },
      {
        onSuccess: () => {
          message.success(t('linkedApp.linked'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('linkedApp.link')}
      okText={t('common.save')}
      okButtonProps={{ loading: link.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        <Form.Item
          name="name"
          label={t('linkedApp.name')}
          rules={[{ required: true, whitespace: true, message: t('linkedApp.nameRequired') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="appId" label={t('linkedApp.appId')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="purposes"
          label={t('linkedApp.purposes')}
          rules={[{ required: true, message: t('linkedApp.purposesRequired') }]}
        >
          <Select mode="multiple" options={purposes.map((value) => ({ value, label: t(`purpose.${value}`) }))} />
        </Form.Item>
        <Form.Item name="scopes" label={t('linkedApp.scopes')} extra={t('linkedApp.scopesHint')}>
          <Select mode="tags" maxCount={30} open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="tokenExpiresAt" label={t('linkedApp.tokenExpires')}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
      </Form>
      {link.error !== null && <ProblemAlert error={link.error} />}
    </Modal>
  )
}

const AppRow = ({ app, manage }: { app: LinkedApp; manage: boolean }) => {
  const { t } = useTranslation()
  const unlink = useChange('accounts.unlink-app')
  const live = app.unlinkedAt === null
  const between = t('list.between')
  return (
    <li className="row between">
      <div className="stack tight">
        <span className="row">
          <strong>{app.name}</strong>
          {!live && <Tag tone="plain">{t('linkedApp.unlinked')}</Tag>}
          {live && app.tokenExpired && <Tag tone="warn">{t('linkedApp.expired')}</Tag>}
          {live && app.beyond.length > 0 && <Tag tone="bad">{t('credential.flag.beyond')}</Tag>}
        </span>
        <span className="soft">
          {app.purposes.map((purpose) => t(`purpose.${purpose}`)).join(between)} · {t('linkedApp.scopes')}{' '}
          {app.scopes.length === 0 ? t('account.none') : app.scopes.join(between)}
        </span>
        {live && app.beyond.length > 0 && <span>{t('linkedApp.beyond', { scopes: app.beyond.join(between) })}</span>}
        <span className="soft number">
          {t('linkedApp.linkedAt')} {formatMinute(app.linkedAt)}
          {app.tokenExpiresAt !== null && ` · ${t('linkedApp.tokenExpires')} ${formatMinute(app.tokenExpiresAt)}`}
        </span>
        {unlink.error !== null && <ProblemAlert error={unlink.error} />}
      </div>
      {live && manage && (
        <Popconfirm
          title={t('linkedApp.unlinkTitle', { name: app.name })}
          description={t('linkedApp.unlinkHint')}
          okText={t('linkedApp.unlink')}
          cancelText={t('common.cancel')}
          onConfirm={() => unlink.mutate({ id: app.id })}
        >
          <Button size="small" danger aria-label={t('linkedApp.unlinkFor', { name: app.name })}>
            {t('linkedApp.unlink')}
          </Button>
        </Popconfirm>
      )}
    </li>
  )
}

/** Applications of others that were given rights on the account. */
export const AppsTab = ({ account }: { account: AccountDetail }) => {
  const { t } = useTranslation()
  const manage = useMay()('accounts.manage')
  const [linking, setLinking] = useState(false)
  const linkButton = manage && account.state === 'active' && (
    <Button type="primary" onClick={() => setLinking(true)}>
      {t('linkedApp.link')}
    </Button>
  )
  return (
    <div className="stack">
      {account.apps.length === 0 ? (
        <EmptyState title={t('linkedApp.none')} hint={t('linkedApp.noneHint')} action={linkButton} />
      ) : (
        <>
          {linkButton !== false && <div>{linkButton}</div>}
          <ul className="account-rows">
            {account.apps.map((app) => (
              <AppRow key={app.id} app={app} manage={manage} />
            ))}
          </ul>
        </>
      )}
      {linking && <LinkDialog accountId={account.id} onClose={() => setLinking(false)} />}
    </div>
  )
}
