import { Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { PersonName } from '../../ui/person.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import type { BookItem, BookKind, Choice } from './contact-book-kinds.ts'

/** What would become of the member, in one line. */
const Effect = ({ kind, item }: { kind: BookKind; item: BookItem }) => {
  const { t } = useTranslation()
  const { name, departmentName, person, departure } = item
  switch (kind) {
    case 'link':
      return <>{t('directory.sameAs', { name: person?.name ?? '', department: person?.departmentName ?? '' })}</>
    case 'add':
      return <>{t('directory.joins', { department: departmentName })}</>
    case 'rename':
      return <>{t('directory.renamed', { from: person?.name ?? '', to: name })}</>
    case 'move':
      return <>{t('directory.moved', { from: person?.departmentName ?? '', to: departmentName })}</>
    case 'held':
      return departure === null ? null : (
        <>
          {t(`directory.why.${departure.why}`)} · {t('directory.learned', { at: formatMinute(departure.learnedAt) })}
        </>
      )
    case 'choose':
    case 'unseen':
      return <>{departmentName}</>
  }
}

type RowProps = {
  kind: BookKind
  item: BookItem
  /** Absent where nothing can be selected. */
  picked?: boolean
  onPick?: (on: boolean) => void
  choice: Choice | undefined
  onChoose: (choice: Choice | undefined) => void
}

/** One member. */
export const ContactBookRow = ({ kind, item, picked, onPick, choice, onChoose }: RowProps) => {
  const { t } = useTranslation()
  const { subject, name, candidates, byHand } = item
  return (
    <li>
      {picked !== undefined && (
        <Checkbox
          checked={picked}
          aria-label={t('directory.pick', { name })}
          onChange={({ target }) => onPick?.(target.checked)}
        />
      )}
      <div className="stack tight contact-book-member">
        <span className="row">
          <PersonName name={name === '' ? subject : name} />
          <code>{subject}</code>
          {byHand && <Tag tone="warn">{t('directory.byHand')}</Tag>}
        </span>
        <span className="soft">
          <Effect kind={kind} item={item} />
        </span>
      </div>
      {kind === 'choose' && (
        <Select
          className="contact-book-choice"
          allowClear
          aria-label={t('directory.chooseFor', { name })}
          placeholder={t('directory.choosePlaceholder')}
          value={choice === undefined ? null : choice === 'new' ? 'new' : choice.personId}
          onChange={(value: string | null | undefined) =>
            onChoose(value === null || value === undefined ? undefined : value === 'new' ? 'new' : { personId: value })
          }
          options={[
            ...candidates.map(({ id, state, departmentName: department, ...candidate }) => ({
              value: id,
              label: t(state === 'left' ? 'directory.candidateLeft' : 'directory.candidate', { ...candidate, department }),
            })),
            { value: 'new', label: t('directory.asNew') },
          ]}
        />
      )}
    </li>
  )
}
