import { App, Button, Form, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { addPasskey, passkeysWork } from '../../passkey.ts'
import { provenCall, queryClient, useChange, useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { PasskeyProblem } from '../../ui/passkey-problem.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'

type Passkey = Output<'identity.view-factors'>['passkeys'][number]

const AddPasskey = ({ first }: { first: boolean }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ name: string }>()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const add = async ({ name }: { name: string }): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const { forCoreAccounts } = await provenCall(() => addPasskey(name))
      form.resetFields()
      message.success(t(forCoreAccounts ? 'factors.addedForCore' : 'factors.added'))
      await queryClient.invalidateQueries()
    } catch (cause) {
      setError(cause)
    }
    setBusy(false)
  }
  if (!passkeysWork()) return <PasskeyUnsupported />
  return (
    <Form form={form} layout="vertical" onFinish={(values: { name: string }) => void add(values)}>
      {error !== null && (
        <Form.Item>
          <PasskeyProblem error={error} />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={t('factors.passkeyName')}
        extra={t('factors.passkeyNameHint')}
        rules={[{ required: true, whitespace: true, message: t('factors.passkeyNameRequired') }]}
      >
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Button type={first ? 'primary' : 'default'} htmlType="submit" loading={busy}>
        {t('factors.addPasskey')}
      </Button>
    </Form>
  )
}

const PasskeyUnsupported = () => {
  const { t } = useTranslation()
  return (
    <div className="stack tight">
      <p>{t('factors.failure.unsupported')}</p>
      <p className="soft">{t('factors.failureHint.unsupported')}</p>
    </div>
  )
}

const PasskeyItem = ({ passkey }: { passkey: Passkey }) => {
  const { t } = useTranslation()
  const showProblem = useShowProblem()
  const remove = useChange('identity.remove-passkey')
  return (
    <li>
      <div className="grow">
        <span className="row">
          <strong>{passkey.name}</strong>
          {passkey.forCoreAccounts && <Tag tone="good">{t('factors.forCore')}</Tag>}
          {!passkey.singleDevice && <Tag tone="plain">{t('factors.synced')}</Tag>}
        </span>
        <p className="soft number">
          {t('factors.passkeyTimes', {
            model: passkey.model ?? t('factors.unknownModel'),
            added: formatMinute(passkey.addedAt),
            used: passkey.lastUsedAt === null ? t('factors.neverUsed') : formatMinute(passkey.lastUsedAt),
          })}
        </p>
      </div>
      <Popconfirm
        title={t('factors.removeTitle', { name: passkey.name })}
        description={t('factors.removeHint')}
        okText={t('factors.remove')}
        cancelText={t('common.cancel')}
        onConfirm={() => remove.mutate({ id: passkey.id }, { onError: showProblem })}
      >
        <Button danger loading={remove.isPending} aria-label={t('factors.removeFor', { name: passkey.name })}>
          {t('factors.remove')}
        </Button>
      </Popconfirm>
    </li>
  )
}

/** The reader's passkeys and security keys. */
export const PasskeysPanel = () => {
  const { t } = useTranslation()
  const factors = useRead('identity.view-factors', {})
  return (
    <section className="panel">
      <h2>{t('factors.passkeys')}</h2>
      <div className="stack">
        <p className="soft">{t('factors.passkeysWhy')}</p>
        <Loaded query={factors} rows={2}>
          {({ passkeys }) => (
            <>
              {passkeys.length > 0 && (
                <ul className="sessions">
                  {passkeys.map((passkey) => (
                    <PasskeyItem key={passkey.id} passkey={passkey} />
                  ))}
                </ul>
              )}
              <AddPasskey first={passkeys.length === 0} />
            </>
          )}
        </Loaded>
      </div>
    </section>
  )
}
