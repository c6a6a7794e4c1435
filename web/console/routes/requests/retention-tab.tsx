import { App, Button, Form, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { formatMinute } from '../../ui/time.ts'

type Retention = Output<'vault.view-retention'>
type Rule = Retention['rules'][number]

const PeriodDialog = ({ rule, days, onClose }: { rule: Rule; days: number; onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [months, setMonths] = useState<number | null>(rule.coming?.months ?? rule.months)
  const update = useChange('vault.update-retention')
  return (
    <Modal
      open
      title={t('retention.changeFor', { basis: t(`customer.bases.${rule.basis}`) })}
      okText={t('common.save')}
      okButtonProps={{ loading: update.isPending, disabled: months === null }}
      onOk={() => {
        if (months === null) return
        update.mutate(
          { basis: rule.basis, months },
          {
            onSuccess: () => {
              message.success(t('common.saved'))
              onClose()
            },
          },
        )
      }}
      onCancel={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t('retention.afterChange')} htmlFor="retention-months" extra={t('retention.changeHint', { days })}>
          <InputNumber
            id="retention-months"
            min={1}
            max={360}
            precision={0}
            value={months}
            onChange={setMonths}
            suffix={t('retention.months')}
            autoFocus
          />
        </Form.Item>
      </Form>
      {update.error !== null && <ProblemAlert error={update.error} />}
    </Modal>
  )
}

const RulePanel = ({ rule, days }: { rule: Rule; days: number }) => {
  const { t } = useTranslation()
  const may = useMay()
  const [changing, setChanging] = useState(false)
  const { basis, purpose, law, months, shippedMonths, coming } = rule
  return (
    <section className="panel">
      <div className="row between">
        <h2 className="section-title">{t(`customer.bases.${basis}`)}</h2>
        {may('vault.set-retention') && (
          <Button
            size="small"
            aria-label={t('retention.changeFor', { basis: t(`customer.bases.${basis}`) })}
            onClick={() => setChanging(true)}
          >
            {t('retention.change')}
          </Button>
        )}
      </div>
      <Facts
        items={[
          { label: t('retention.purpose'), value: purpose },
          {
            label: t('retention.period'),
            value: (
              <span>
                {t('retention.after', { count: months })}
                {months !== shippedMonths && <span className="soft"> {t('retention.shipped', { count: shippedMonths })}</span>}
                {coming !== null && (
                  <span className="soft"> {t('retention.coming', { count: coming.months, at: formatMinute(coming.from) })}</span>
                )}
              </span>
            ),
          },
          { label: t('retention.law'), value: law },
          { label: t('retention.active'), value: t('retention.people', { count: rule.active }) },
          {
            label: t('retention.dueTitle'),
            value: t('retention.due', { today: rule.due, month: rule.dueIn30, quarter: rule.dueIn90 }),
          },
        ]}
      />
      {changing && <PeriodDialog rule={rule} days={days} onClose={() => setChanging(false)} />}
    </section>
  )
}

/** How long customers' data are kept by basis, where it is written, and what falls due. */
export const RetentionTab = () => {
  const { t } = useTranslation()
  const retention = useRead('vault.view-retention', {})
  return (
    <Loaded query={retention}>
      {({ rules, restricted, nextRelease, erasedIn30, shorterAfterDays }) => (
        <div className="stack">
          <p className="soft">{t('retention.intro')}</p>
          {rules.map((rule) => (
            <RulePanel key={rule.basis} rule={rule} days={shorterAfterDays} />
          ))}
          <section className="panel">
            <h2>{t('retention.state')}</h2>
            <Facts
              items={[
                { label: t('retention.restricted'), value: t('retention.people', { count: restricted }) },
                { label: t('retention.nextRelease'), value: nextRelease ?? '—' },
                { label: t('retention.erased'), value: t('retention.people', { count: erasedIn30 }) },
              ]}
            />
          </section>
        </div>
      )}
    </Loaded>
  )
}
