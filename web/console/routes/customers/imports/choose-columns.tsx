import { Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerKind, ImportDetail } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { useMay } from '../../../session.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { contactKinds, furtherKinds } from '../kinds.ts'
import { duplicateRules } from './begin-drawer.tsx'

const kinds = [...contactKinds, ...furtherKinds]

/** Says for each column of the file what it holds; those whose names are known are filled in. */
export const ChooseColumns = ({ one, onChecking }: { one: ImportDetail; onChecking?: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const check = useChange('vault.check-import')
  const [columns, setColumns] = useState<readonly (CustomerKind | null)[]>(one.columns ?? one.guess ?? [])
  const [duplicates, setDuplicates] = useState(one.duplicates)
  const headings = one.headings ?? []
  const chosen = columns.filter((kind) => kind !== null)
  const twice = kinds.find((kind) => chosen.filter((other) => other === kind).length > 1)
  if (!may('vault.import') || one.headings === null) return <p>{t('imports.waitsForColumns')}</p>
  return (
    <div className="stack">
      <p>{t('imports.columnsHint', { count: headings.length, known: chosen.length })}</p>
      <ul className="import-columns">
        {headings.map((heading, at) => (
          <li key={heading === '' ? `column ${at}` : heading}>
            <strong>{heading === '' ? t('imports.unnamed', { number: at + 1 }) : heading}</strong>
            <Select<CustomerKind | 'none'>
              aria-label={t('imports.columnHolds', { heading })}
              value={columns[at] ?? 'none'}
              onChange={(kind) => setColumns(headings.map((_, place) => (place === at ? (kind === 'none' ? null : kind) : (columns[place] ?? null))))}
              options={[{ value: 'none' as const, label: t('imports.leaveOut') }, ...kinds.map((value) => ({ value, label: t(`customer.kinds.${value}`) }))]}
            />
          </li>
        ))}
      </ul>
      <Form layout="vertical">
        <Form.Item label={t('imports.duplicates')} htmlFor="import-duplicates">
          <Select
            id="import-duplicates"
            value={duplicates}
            onChange={setDuplicates}
            options={duplicateRules.map((value) => ({ value, label: t(`imports.rules.${value}`) }))}
          />
        </Form.Item>
      </Form>
      {twice !== undefined && <p role="alert">{t('imports.twice', { kind: t(`customer.kinds.${twice}`) })}</p>}
      {check.error !== null && <ProblemAlert error={check.error} />}
      <div>
        <Button
          type="primary"
          disabled={chosen.length === 0 || twice !== undefined}
          loading={check.isPending}
          onClick={() => check.mutate({ id: one.id, columns: [...columns], duplicates }, { onSuccess: () => onChecking?.() })}
        >
          {t('imports.check')}
        </Button>
      </div>
    </div>
  )
}
