import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categories } from '../../../../src/screening/types.ts'
import type { RuleCategory, RuleView, Severity } from '../../domain.ts'
import { severities } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SeverityBadge } from '../../ui/findings/severity.tsx'
import type { QueryField } from '../../ui/query-form.tsx'
import { choiceField, QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { OriginTag } from './origin-tag.tsx'
import { RuleDrawer } from './rule-drawer.tsx'

type Origin = RuleView['origin']
type Filter = { search: string; category: RuleCategory; severity: Severity; origin: Origin }

const origins: readonly Origin[] = ['own', 'changed', 'off', 'shipped']

const useFields = (): QueryField[] => {
  const { t } = useTranslation()
  return [
    {
      name: 'search',
      label: t('rules.search'),
      input: <Input allowClear maxLength={100} placeholder={t('rules.searchHint')} />,
    },
    choiceField({ name: 'category', label: t('rules.category') }, categories, (value) => t(`category.${value}`)),
    choiceField({ name: 'severity', label: t('rules.severity') }, severities, (value) => t(`severity.${value}`)),
    choiceField({ name: 'origin', label: t('rules.origin') }, origins, (value) => t(`rules.originOf.${value}`)),
  ]
}

/** All rules that count at present, to search and to open. */
export const RuleList = () => {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Partial<Filter>>({})
  const [{ page, pageSize }, setPaging] = useState({ page: 1, pageSize: 20 })
  const [opened, setOpened] = useState<RuleView | null>(null)
  const fields = useFields()
  const list = useRead('rules.list-rules', { ...filter, page, pageSize }, { keepPrevious: true })
  const openButton = (rule: RuleView) => (
    <button type="button" className="link-button" onClick={() => setOpened(rule)}>
      {rule.id}
    </button>
  )
  const columns: Column<RuleView>[] = [
    {
      key: 'id',
      title: t('rules.id'),
      fixed: true,
      render: (rule) => <div className="cell-main">{openButton(rule)}</div>,
    },
    { key: 'category', title: t('rules.category'), render: ({ category }) => t(`category.${category}`) },
    { key: 'severity', title: t('rules.severity'), render: ({ severity }) => <SeverityBadge severity={severity} /> },
    {
      key: 'law',
      title: t('rules.law'),
      render: ({ laws }) => <div className="cell-main">{laws.slice(0, 2).join('；')}</div>,
    },
    { key: 'pack', title: t('rules.pack'), hidden: true, render: ({ pack }) => pack },
    {
      key: 'samples',
      title: t('rules.sampleCount'),
      render: ({ hit, miss }) => (
        <span className="number">{t('rules.samplesOf', { hit: hit.length, miss: miss.length })}</span>
      ),
    },
    { key: 'origin', title: t('rules.origin'), render: ({ origin }) => <OriginTag origin={origin} /> },
  ]
  return (
    <>
      <QueryForm<Filter>
        fields={fields}
        values={filter}
        onQuery={(next) => {
          setFilter(next)
          setPaging({ page: 1, pageSize })
        }}
      />
      <QueryTable<RuleView>
        name="rules"
        label={t('rules.what.rules')}
        query={list}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={(next, size) => setPaging({ page: next, pageSize: size })}
        empty={<EmptyState title={t('rules.noRules')} hint={t('rules.noRulesHint')} />}
        card={(rule) => (
          <div className="stack tight">
            <div className="row between">
              <span className="card-title">{openButton(rule)}</span>
              <OriginTag origin={rule.origin} />
            </div>
            <div className="row">
              <SeverityBadge severity={rule.severity} />
              <span className="soft">{t(`category.${rule.category}`)}</span>
            </div>
            <span className="soft">{rule.laws.slice(0, 2).join('；')}</span>
          </div>
        )}
      />
      {opened !== null && <RuleDrawer rule={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
