import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleView } from '../../domain.ts'
import { useMay } from '../../session.ts'
import { Facts } from '../../ui/facts.tsx'
import { SeverityBadge } from '../../ui/findings/severity.tsx'
import { ChangeRuleDialog } from './change-rule-dialog.tsx'
import { OriginTag } from './origin-tag.tsx'

const Samples = ({ title, samples }: { title: string; samples: readonly string[] }) => (
  <section>
    <h3 className="section-title">{title}</h3>
    <ul className="rule-samples">
      {samples.map((sample) => (
        <li key={sample}>{sample}</li>
      ))}
    </ul>
  </section>
)

/** One rule in full, and the way to change it. */
export const RuleDrawer = ({ rule, onClose }: { rule: RuleView; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const [changing, setChanging] = useState(false)
  const { shippedSeverity: shipped } = rule
  return (
    <Drawer open title={rule.id} onClose={onClose} size="large">
      <div className="stack">
        <div className="row">
          <SeverityBadge severity={rule.severity} />
          <OriginTag origin={rule.origin} />
          {shipped !== null && shipped !== rule.severity && (
            <span className="soft">{t('rules.wasSeverity', { severity: t(`severity.${shipped}`) })}</span>
          )}
        </div>
        <Facts
          items={[
            { label: t('rules.category'), value: t(`category.${rule.category}`) },
            { label: t('rules.law'), value: rule.laws.join('；') },
            { label: t('rules.pack'), value: rule.pack },
            { label: t('rules.since'), value: <span className="number">{rule.since}</span> },
            ...(rule.reason === null ? [] : [{ label: t('rules.changeReason'), value: rule.reason }]),
          ]}
        />
        <section>
          <h3 className="section-title">{t('rules.why')}</h3>
          <p>{rule.why}</p>
        </section>
        <section>
          <h3 className="section-title">{t('rules.advice')}</h3>
          <p>{rule.advice}</p>
        </section>
        <Samples title={t('rules.hit')} samples={rule.hit} />
        <Samples title={t('rules.miss')} samples={rule.miss} />
        {may('rules.edit') && rule.origin !== 'own' && (
          <div className="row">
            <Button onClick={() => setChanging(true)}>{t('rules.change')}</Button>
          </div>
        )}
      </div>
      {changing && (
        <ChangeRuleDialog
          rule={rule}
          onClose={() => setChanging(false)}
          onChanged={() => {
            setChanging(false)
            onClose()
          }}
        />
      )}
    </Drawer>
  )
}
