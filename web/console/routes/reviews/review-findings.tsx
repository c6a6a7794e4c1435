import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Material, ReviewLevel, StoredFinding } from '../../domain.ts'
import { FindingList } from '../../ui/findings/finding-list.tsx'
import { machineFindings, SecondOpinions } from '../../ui/findings/second-opinions.tsx'
import { FindingAnswer } from '../materials/finding-answer.tsx'
import '../materials/material-page.css'

type ReviewFindingsProps = {
  material: Material
  level: ReviewLevel
  mayDecide: boolean
  overrules: Readonly<Record<string, string>>
  active: string | null
  onJump: (finding: StoredFinding) => void
  onWrite: (findingId: string, reason: string) => void
}

const OverruleField = ({
  id,
  value,
  hint,
  onChange,
}: {
  id: string
  value: string
  hint: string
  onChange: (reason: string) => void
}) => {
  const { t } = useTranslation()
  const field = `overrule-${id}`
  return (
    <div className="finding-answer">
      <label htmlFor={field}>{t('reviews.overrule')}</label>
      <Input.TextArea
        id={field}
        rows={2}
        maxLength={1000}
        value={value}
        placeholder={hint}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

/** What the machine found, what the author said to it, and room for the reviewer's reason to let it pass. */
export const ReviewFindings = (props: ReviewFindingsProps) => {
  const { material, level, mayDecide, overrules, active, onJump, onWrite } = props
  const { t } = useTranslation()
  /** Only legal may let a `block` pass; a note needs nobody (CNT-1). */
  const mayOverrule = ({ severity, overrule }: StoredFinding): boolean =>
    mayDecide && overrule === null && severity !== 'note' && (level === 'legal' || severity === 'warn')
  const answerTo = (finding: StoredFinding) => (
    <>
      <FindingAnswer materialId={material.id} finding={finding} />
      {finding.severity === 'block' && level === 'department' && finding.overrule === null && (
        <p className="finding-answer soft">{t('reviews.blockForLegal')}</p>
      )}
      {mayOverrule(finding) && (
        <OverruleField
          id={finding.id}
          value={overrules[finding.id] ?? ''}
          hint={t(level === 'legal' ? 'reviews.overruleHintLegal' : 'reviews.overruleHintDepartment')}
          onChange={(reason) => onWrite(finding.id, reason)}
        />
      )}
    </>
  )
  return (
    <div className="stack">
      <FindingList
        findings={machineFindings(material.findings)}
        active={active}
        onJump={onJump}
        empty={t('findings.clear')}
        answerTo={answerTo}
      />
      <SecondOpinions material={material} answerTo={answerTo} />
    </div>
  )
}
