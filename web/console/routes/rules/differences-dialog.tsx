import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CompanyTerm, RuleDifferences } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tags.tsx'

type Pair = { key: string; before: string | null; after: string | null }
type Group = { title: string; count: number; pairs: Pair[] }

const kindOf = ({ before, after }: Pair): 'added' | 'removed' | 'changed' =>
  before === null ? 'added' : after === null ? 'removed' : 'changed'
const tones = { added: 'good', removed: 'bad', changed: 'warn' } as const

const Row = ({ pair }: { pair: Pair }) => {
  const { t } = useTranslation()
  const kind = kindOf(pair)
  return (
    <li>
      <div className="row">
        <Tag tone={tones[kind]}>{t(`versions.${kind}`)}</Tag>
        <strong>{pair.key}</strong>
      </div>
      {pair.before !== null && (
        <pre className="rule-yaml-view removed-text">
          <del>{pair.before}</del>
        </pre>
      )}
      {pair.after !== null && (
        <pre className="rule-yaml-view added-text">
          <ins>{pair.after}</ins>
        </pre>
      )}
    </li>
  )
}

const useGroups = (): ((differences: RuleDifferences) => Group[]) => {
  const { t } = useTranslation()
  const termText = ({ effect, category, severity, why, advice }: CompanyTerm): string =>
    [
      t(`rules.effect.${effect}`),
      ...(category === undefined ? [] : [t(`category.${category}`)]),
      ...(severity === undefined ? [] : [t(`severity.${severity}`)]),
      ...(why === undefined ? [] : [why]),
      ...(advice === undefined ? [] : [advice]),
    ].join(' · ')
  type Change = NonNullable<RuleDifferences['changes']['items'][number]['after']>
  const changeText = ({ off, severity, why, advice, reason }: Change): string =>
    [
      ...(off ? [t('rules.originOf.off')] : []),
      ...(severity === undefined ? [] : [t(`severity.${severity}`)]),
      ...(why === undefined ? [] : [why]),
      ...(advice === undefined ? [] : [advice]),
      `${t('rules.changeReason')}：${reason}`,
    ].join(' · ')
  const total = ({ added, changed, removed }: RuleDifferences['terms' | 'changes' | 'rules']): number =>
    added + changed + removed
  const either = <Value,>(value: Value | null, text: (value: Value) => string): string | null =>
    value === null ? null : text(value)
  return ({ terms, changes, rules }) => [
    {
      title: t('draft.terms'),
      count: total(terms),
      pairs: terms.items.map(({ key, before, after }) => ({
        key,
        before: either(before, termText),
        after: either(after, termText),
      })),
    },
    {
      title: t('draft.changed'),
      count: total(changes),
      pairs: changes.items.map(({ key, before, after }) => ({
        key,
        before: either(before, changeText),
        after: either(after, changeText),
      })),
    },
    { title: t('draft.ownRule'), count: total(rules), pairs: rules.items },
  ]
}

type DifferencesDialogProps = { title: string; from: number; to?: number; onClose: () => void }

/** What changed from one version to another, or to the draft where none is named. */
export const DifferencesDialog = ({ title, from, to, onClose }: DifferencesDialogProps) => {
  const { t } = useTranslation()
  const differences = useRead('rules.view-differences', { from, ...(to === undefined ? {} : { to }) })
  const groups = useGroups()
  return (
    <Modal open width={760} title={title} onCancel={onClose} footer={null}>
      <Loaded query={differences}>
        {(data) => {
          const shown = groups(data).filter(({ count }) => count > 0)
          if (shown.length === 0) return <EmptyState title={t('versions.same')} />
          return (
            <div className="stack">
              {shown.map(({ title: group, count, pairs }) => (
                <section key={group}>
                  <h3 className="section-title">{group}</h3>
                  <ul className="rule-rows">
                    {pairs.map((pair) => (
                      <Row key={pair.key} pair={pair} />
                    ))}
                  </ul>
                  {count > pairs.length && (
                    <p className="soft">{t('versions.more', { count: count - pairs.length })}</p>
                  )}
                </section>
              ))}
            </div>
          )
        }}
      </Loaded>
    </Modal>
  )
}
