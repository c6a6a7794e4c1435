import { App, Button, DatePicker, Form, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail, Seat } from '../../domain.ts'
import { seatRights, seatWays } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { readChinaClock } from '../../ui/china-clock.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PersonName } from '../../ui/person.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { usePeopleChoice } from './use-people.ts'

type SeatValues = { personId: string; right: Seat['right']; way: Seat['way']; endsAt?: Dayjs | null }

const GrantDialog = ({ accountId, onClose }: { accountId: string; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<SeatValues>()
  const people = usePeopleChoice()
  const grant = useChange('accounts.grant-seat')
  const submit = ({ endsAt, ...values }: SeatValues): void =>
    grant.mutate(
      { accountId, ...values, endsAt: endsAt ? readChinaClock(endsAt) : null },
      {
        onSuccess: () => {
          message.success(t('seat.granted'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('seat.grant')}
      okText={t('common.save')}
      okButtonProps={{ loading: grant.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={submit} initialValues={{ way: 'invited' }}>
        <Form.Item
          name="personId"
          label={t('seat.person')}
          rules={[{ required: true, message: t('seat.personRequired') }]}
        >
          <Select showSearch={{ optionFilterProp: 'label' }} options={people} />
        </Form.Item>
        <Form.Item name="right" label={t('seat.right')} rules={[{ required: true, message: t('seat.rightRequired') }]}>
          <Select options={seatRights.map((value) => ({ value, label: t(`seat.rights.${value}`) }))} />
        </Form.Item>
        <Form.Item name="way" label={t('seat.way')}>
          <Select options={seatWays.map((value) => ({ value, label: t(`seat.ways.${value}`) }))} />
        </Form.Item>
        <Form.Item name="endsAt" label={t('seat.endsAt')} extra={t('seat.endsAtHint')}>
          <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" />
        </Form.Item>
      </Form>
      {grant.error !== null && <ProblemAlert error={grant.error} />}
    </Modal>
  )
}

const SeatRow = ({ seat, onWithdraw }: { seat: Seat; onWithdraw: (() => void) | null }) => {
  const { t } = useTranslation()
  const use = useChange('accounts.record-seat-use')
  const live = seat.withdrawnAt === null
  const tag = !live ? (
    <Tag tone="plain">{t('seat.withdrawn')}</Tag>
  ) : seat.withdrawalAsked || !seat.person.active ? (
    <Tag tone="bad">{t('seat.asked')}</Tag>
  ) : (
    <Tag tone="good">{t('seat.live')}</Tag>
  )
  return (
    <li className="row between">
      <div className="stack tight">
        <span className="row">
          <PersonName name={seat.person.active ? seat.person.name : `${seat.person.name}${t('account.left')}`} />
          <strong>{seat.title}</strong>
          {tag}
        </span>
        <span className="soft">
          {t(`seat.ways.${seat.way}`)} · {t('seat.since')} {formatMinute(seat.since)} · {t('seat.lastUsed')}{' '}
          {seat.lastUsedAt === null ? t('seat.never') : formatMinute(seat.lastUsedAt)}
          {seat.endsAt !== null && ` · ${t('seat.endsAt')} ${formatMinute(seat.endsAt)}`}
        </span>
        {use.error !== null && <ProblemAlert error={use.error} />}
      </div>
      {live && onWithdraw !== null && (
        <span className="row">
          <Button
            size="small"
            loading={use.isPending}
            aria-label={t('seat.usedFor', { name: seat.person.name })}
            onClick={() => use.mutate({ id: seat.id, at: new Date().toISOString() })}
          >
            {t('seat.used')}
          </Button>
          <Button size="small" danger aria-label={t('seat.withdrawFor', { name: seat.person.name })} onClick={onWithdraw}>
            {t('seat.withdraw')}
          </Button>
        </span>
      )}
    </li>
  )
}

/** Who holds which right on the account at its platform. */
export const SeatsTab = ({ account }: { account: AccountDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const manage = may('accounts.manage')
  const [granting, setGranting] = useState(false)
  const [leaving, setLeaving] = useState<Seat | null>(null)
  const withdraw = useChange('accounts.withdraw-seat')
  const grantButton = manage && account.state === 'active' && (
    <Button type="primary" onClick={() => setGranting(true)}>
      {t('seat.grant')}
    </Button>
  )
  return (
    <div className="stack">
      {account.seats.length === 0 ? (
        <EmptyState title={t('seat.none')} hint={t('seat.noneHint')} action={grantButton} />
      ) : (
        <>
          {grantButton !== false && <div>{grantButton}</div>}
          <ul className="account-rows">
            {account.seats.map((seat) => (
              <SeatRow key={seat.id} seat={seat} onWithdraw={manage ? () => setLeaving(seat) : null} />
            ))}
          </ul>
        </>
      )}
      {granting && <GrantDialog accountId={account.id} onClose={() => setGranting(false)} />}
      <ReasonDialog
        open={leaving !== null}
        title={t('seat.withdrawTitle', { name: leaving?.person.name ?? '' })}
        label={t('seat.withdrawNote')}
        hint={t('seat.withdrawHint')}
        confirm={t('seat.withdraw')}
        danger
        busy={withdraw.isPending}
        error={withdraw.error}
        onCancel={() => {
          setLeaving(null)
          withdraw.reset()
        }}
        onConfirm={(note) => {
          if (leaving === null) return
          withdraw.mutate(
            { id: leaving.id, note },
            {
              onSuccess: () => {
                message.success(t('seat.withdrawDone'))
                setLeaving(null)
              },
            },
          )
        }}
      />
    </div>
  )
}
