import { Alert, App, Button, Drawer, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerDetail } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { CustomerDrawer } from './customer-drawer.tsx'
import { CustomerTags } from './customer-row.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { RecordTab } from './record-tab.tsx'

const Data = ({ customer }: { customer: CustomerDetail }) => {
  const { t } = useTranslation()
  const { erasure, erasedAt, consent } = customer
  const consents = [
    consent.separate ? t('customer.separateShort') : '',
    consent.guardian ? t('customer.guardianShort') : '',
  ].filter((text) => text !== '')
  return (
    <div className="stack">
      <CustomerTags customer={{ ...customer, erasureAsked: customer.state === 'active' && erasure !== null }} />
      {erasure !== null && customer.state === 'active' && (
        <Alert
          type="info"
          showIcon
          title={t('customer.askedBy', { name: erasure.askedBy.name, at: formatMinute(erasure.askedAt), reason: erasure.reason })}
        />
      )}
      {customer.state === 'restricted' && <Alert type="warning" showIcon title={t('customer.restrictedHint')} />}
      {erasedAt !== null && <Alert type="info" showIcon title={t('customer.erasedAt', { at: formatMinute(erasedAt) })} />}
      <h3>{t('customer.personal')}</h3>
      {customer.fields.length === 0 ? (
        <p className="soft">{t('customer.hiddenFields')}</p>
      ) : (
        <Facts
          items={customer.fields.map(({ kind, masked, sensitive }) => ({
            label: t(`customer.kinds.${kind}`),
            value: (
              <span className="row">
                <span className="number">{masked}</span>
                {sensitive && <Tag tone="warn">{t('customer.sensitive')}</Tag>}
              </span>
            ),
          }))}
        />
      )}
      <h3>{t('customer.origin')}</h3>
      <Facts
        items={[
          { label: t('customer.source'), value: t(`customer.sources.${customer.source.kind}`) },
          { label: t('customer.sourceDetail'), value: customer.source.detail },
          { label: t('customer.basis'), value: t(`customer.bases.${consent.basis}`) },
          { label: t('customer.evidence'), value: consent.evidence },
          { label: t('customer.evidenceAt'), value: formatMinute(consent.at) },
          ...(consents.length === 0 ? [] : [{ label: t('customer.consentKind'), value: consents.join(t('list.between')) }]),
          ...(customer.kept === null
            ? []
            : [{ label: t('customer.keptUntil'), value: `${customer.kept.until} · ${t(`customer.keptFor.${customer.kept.for}`)}` }]),
          { label: t('customer.department'), value: customer.department.name },
          { label: t('customer.registeredBy'), value: customer.registeredBy?.name ?? '—' },
          { label: t('customer.registeredAt'), value: formatMinute(customer.registeredAt) },
          { label: t('customer.changedAt'), value: formatMinute(customer.changedAt) },
          { label: t('customer.id'), value: <span className="customer-id">{customer.id}</span> },
        ]}
      />
    </div>
  )
}

type Doing = 'open' | 'edit' | 'ask' | 'erase'

/** What the reader may do with a customer. */
const Actions = ({ customer }: { customer: CustomerDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const [doing, setDoing] = useState<Doing | null>(null)
  const ask = useChange('vault.ask-erasure')
  const erase = useChange('vault.erase-customer')
  const { id, state, erasure } = customer
  const close = (): void => {
    setDoing(null)
    ask.reset()
    erase.reset()
  }
  const active = state === 'active'
  return (
    <span className="row">
      {may('vault.open') && customer.fields.some(({ openable }) => openable) && (
        <Button type="primary" onClick={() => setDoing('open')}>
          {t('customer.open')}
        </Button>
      )}
      {active && may('vault.register') && <Button onClick={() => setDoing('edit')}>{t('customer.edit')}</Button>}
      {active && erasure === null && may('vault.register') && (
        <Button onClick={() => setDoing('ask')}>{t('customer.askErasure')}</Button>
      )}
      {state !== 'erased' && erasure !== null && may('vault.erase') && (
        <Button danger onClick={() => setDoing('erase')}>
          {t('customer.erase')}
        </Button>
      )}
      {doing === 'open' && <OpenDialog customer={customer} onClose={close} />}
      {doing === 'edit' && <CustomerDrawer customer={customer} onClose={close} />}
      <ReasonDialog
        open={doing === 'ask'}
        title={t('customer.askErasureTitle')}
        hint={t('customer.askErasureHint')}
        label={t('customer.erasureReason')}
        confirm={t('customer.askErasure')}
        busy={ask.isPending}
        error={ask.error}
        onCancel={close}
        onConfirm={(reason) =>
          ask.mutate(
            { id, reason },
            {
              onSuccess: () => {
                message.success(t('customer.asked'))
                close()
              },
            },
          )
        }
      />
      <ReasonDialog
        open={doing === 'erase'}
        title={t('customer.eraseTitle')}
        hint={t('customer.eraseHint')}
        label={t('customer.erasureReason')}
        confirm={t('customer.erase')}
        danger
        busy={erase.isPending}
        error={erase.error}
        onCancel={close}
        onConfirm={(reason) =>
          erase.mutate(
            { id, reason },
            {
              onSuccess: ({ outcome }) => {
                message.success(t(`customer.${outcome}`))
                close()
              },
            },
          )
        }
      />
    </span>
  )
}

/** One customer: the data masked, where they come from, and who looked at them. */
export const CustomerView = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  // Every reading is on record: it is not read again without need.
  const query = useRead('vault.view-customer', { id }, { staleSeconds: 600 })
  return (
    <Drawer
      open
      onClose={onClose}
      size={760}
      title={query.data?.fields.find(({ kind }) => kind === 'name')?.masked ?? t('nav.customers')}
    >
      <Loaded query={query}>
        {(customer) => (
          <div className="stack">
            <Actions customer={customer} />
            {may('vault.view-access-record') ? (
              <Tabs
                tabBarGutter={20}
                destroyOnHidden
                items={[
                  { key: 'data', label: t('customer.tab.data'), children: <Data customer={customer} /> },
                  { key: 'record', label: t('customer.tab.record'), children: <RecordTab id={id} /> },
                ]}
              />
            ) : (
              <Data customer={customer} />
            )}
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
