import { Select } from 'antd'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { EmptyState } from '../empty-state.tsx'
import { formatMinute } from '../time.ts'
import './differences.css'
import { baseVersion, differencesOf } from './differences.ts'

const ChangedText = ({ before, after }: { before: string; after: string }) => {
  const { t } = useTranslation()
  const changes = useMemo(() => differencesOf(before, after), [before, after])
  if (before === after) return <p className="prose">{after}</p>
  return (
    <p className="prose changes">
      {changes.map(({ kind, text }, position) => {
        if (kind === 'same') return <span key={position}>{text}</span>
        const Tag = kind === 'added' ? 'ins' : 'del'
        return (
          <Tag key={position}>
            <span className="visually-hidden">{t(kind === 'added' ? 'diff.added' : 'diff.removed')}</span>
            {text}
          </Tag>
        )
      })}
    </p>
  )
}

/** What changed since an earlier version, word by word. */
export const VersionDifferences = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const label = useId()
  const { versions, reviews, version } = material
  const [chosen, setChosen] = useState<number | null>(null)
  const base = chosen ?? baseVersion(versions, reviews, version)
  const before = versions.find((each) => each.version === base)
  const after = versions.find((each) => each.version === version)
  if (before === undefined || after === undefined)
    return <EmptyState title={t('diff.first')} hint={t('diff.firstHint')} />
  return (
    <div className="stack">
      <div className="row">
        <label htmlFor={label}>{t('diff.compareWith')}</label>
        <Select
          id={label}
          value={before.version}
          onChange={setChosen}
          popupMatchSelectWidth={false}
          options={versions
            .filter((each) => each.version < version)
            .map(({ version: number, savedAt, savedBy }) => ({
              value: number,
              label: t('diff.version', { number, at: formatMinute(savedAt), name: savedBy.name }),
            }))}
        />
        <span className="soft">{t('diff.legend')}</span>
      </div>
      <section>
        <h3 className="section-title">{t('material.title')}</h3>
        <ChangedText before={before.title} after={after.title} />
      </section>
      <section>
        <h3 className="section-title">{t('material.copy')}</h3>
        <ChangedText before={before.copy} after={after.copy} />
      </section>
    </div>
  )
}
