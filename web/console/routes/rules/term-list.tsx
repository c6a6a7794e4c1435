import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompanyTerm } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SeverityBadge } from '../../ui/findings/severity.tsx'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { Tag } from '../../ui/tags.tsx'

type Effect = CompanyTerm['effect']
type Filter = { search: string; effect: Effect }
type TermListProps = { from: 'in-force' | 'draft'; toolbar?: ReactNode; onOpen?: (term: CompanyTerm) => void }

const effects: readonly Effect[] = ['deny', 'allow']

const EffectTag = ({ effect }: { effect: Effect }) => {
  const { t } = useTranslation()
  return <Tag tone={effect === 'deny' ? 'bad' : 'good'}>{t(`rules.effect.${effect}`)}</Tag>
}

/** The company's terms, in force or in the draft. */
export const TermList = ({ from, toolbar, onOpen }: TermListProps) => {
  const { t } = useTranslation()
  const [filter, setFilter] = useState<Partial<Filter>>({})
  const [{ page, pageSize }, setPaging] = useState({ page: 1, pageSize: 20 })
  const list = useRead('rules.list-terms', { from, ...filter, page, pageSize }, { keepPrevious: true })
  const name = (term: CompanyTerm) =>
    onOpen === undefined ? (
      term.term
    ) : (
      <button type="button" className="link-button" onClick={() => onOpen(term)}>
        {term.term}
      </button>
    )
  const gravity = ({ effect, severity }: CompanyTerm) =>
    effect === 'deny' ? <SeverityBadge severity={severity ?? 'block'} /> : null
  const columns: Column<CompanyTerm>[] = [
    { key: 'term', title: t('rules.term'), fixed: true, render: name },
    { key: 'effect', title: t('rules.effectLabel'), render: ({ effect }) => <EffectTag effect={effect} /> },
    { key: 'severity', title: t('rules.severity'), render: gravity },
    {
      key: 'category',
      title: t('rules.category'),
      render: ({ category }) => (category === undefined ? '—' : t(`category.${category}`)),
    },
    { key: 'why', title: t('rules.why'), render: ({ why }) => <div className="cell-main">{why ?? '—'}</div> },
  ]
  return (
    <>
      <QueryForm<Filter>
        fields={[
          { name: 'search', label: t('rules.searchTerm'), input: <Input allowClear maxLength={100} /> },
          {
            name: 'effect',
            label: t('rules.effectLabel'),
            input: (
              <Select allowClear options={effects.map((value) => ({ value, label: t(`rules.effect.${value}`) }))} />
            ),
          },
        ]}
        values={filter}
        onQuery={(next) => {
          setFilter(next)
          setPaging({ page: 1, pageSize })
        }}
      />
      <QueryTable<CompanyTerm>
        name="company-terms"
        label={t('rules.what.terms')}
        query={list}
        columns={columns}
        rowKey={({ term }) => term}
        page={page}
        pageSize={pageSize}
        onPage={(next, size) => setPaging({ page: next, pageSize: size })}
        toolbar={toolbar}
        empty={<EmptyState title={t('rules.noTerms')} hint={t('rules.noTermsHint')} />}
        card={(term) => (
          <div className="stack tight">
            <div className="row between">
              <span className="card-title">{name(term)}</span>
              <EffectTag effect={term.effect} />
            </div>
            <div className="row">
              {gravity(term)}
              {term.category !== undefined && <span className="soft">{t(`category.${term.category}`)}</span>}
            </div>
            {term.why !== undefined && <span className="soft">{term.why}</span>}
          </div>
        )}
      />
    </>
  )
}
