import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RuleDraft } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SeverityBadge } from '../../ui/findings/severity.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'

type DraftRulesProps = { draft: RuleDraft; onAdd: () => void; onEdit: (yaml: string) => void }

/** The changed and own rules of the draft. */
export const DraftRules = ({ draft, onAdd, onEdit }: DraftRulesProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const restore = useChange('rules.restore-rule')
  const takeOut = (rule: string, text: string): void =>
    restore.mutate({ rule }, { onSuccess: () => void message.success(text), onError: showProblem })
  const { changes, rules } = draft
  return (
    <section className="panel">
      <div className="row between">
        <h2 className="section-title">{t('draft.ruleChanges')}</h2>
        <Button onClick={onAdd}>{t('draft.addRule')}</Button>
      </div>
      {changes.length + rules.length === 0 && (
        <EmptyState title={t('draft.noRuleChanges')} hint={t('draft.noRuleChangesHint')} />
      )}
      <ul className="rule-rows">
        {changes.map(({ rule, off, severity, reason }) => (
          <li key={rule}>
            <div className="row between">
              <div className="row">
                <Tag tone={off ? 'bad' : 'warn'}>{t(`rules.originOf.${off ? 'off' : 'changed'}`)}</Tag>
                <code>{rule}</code>
                {!off && severity !== undefined && <SeverityBadge severity={severity} />}
              </div>
              <Button size="small" onClick={() => takeOut(rule, t('rules.restored'))}>
                {t('rules.restore')}
              </Button>
            </div>
            <p className="soft">{reason}</p>
          </li>
        ))}
        {rules.map(({ id, severity, why, yaml }) => (
          <li key={id}>
            <div className="row between">
              <div className="row">
                <Tag tone="accent">{t('rules.originOf.own')}</Tag>
                <button type="button" className="link-button" onClick={() => onEdit(yaml)}>
                  <code>{id}</code>
                </button>
                <SeverityBadge severity={severity} />
              </div>
              <Button size="small" danger onClick={() => takeOut(id, t('rules.termRemoved'))}>
                {t('rules.termRemove')}
              </Button>
            </div>
            <p className="soft">{why}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
