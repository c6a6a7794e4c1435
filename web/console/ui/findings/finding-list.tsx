import { PaperClipOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StoredFinding } from '../../domain.ts'
import { byFile } from './by-file.ts'
import { FindingCard } from './finding-card.tsx'

type FindingListProps = {
  findings: readonly StoredFinding[]
  /** Id of the finding that was jumped to. */
  active: string | null
  onJump: (finding: StoredFinding) => void
  /** What is said where nothing was found. */
  empty: string
  /** What a person says, or may say, to a finding. */
  answerTo: (finding: StoredFinding) => ReactNode
}

/** The findings of a material: those of its text, then those of each attached file under the file's name. */
export const FindingList = ({ findings, active, onJump, empty, answerTo }: FindingListProps) => {
  const { t } = useTranslation()
  const { inText, files } = byFile(findings)
  const card = (finding: StoredFinding): ReactNode => (
    <li key={finding.id}>
      <FindingCard
        finding={finding}
        active={finding.id === active}
        // What stands in a file has no mark to jump to.
        onJump={finding.attachment === undefined ? () => onJump(finding) : undefined}
      >
        {answerTo(finding)}
      </FindingCard>
    </li>
  )
  return (
    <>
      {(inText.length > 0 || files.length === 0) && (
        <ul className="stack tight" aria-label={t('findings.title')}>
          {inText.length === 0 && <li className="panel soft">{empty}</li>}
          {inText.map(card)}
        </ul>
      )}
      {files.map(({ digest, name, findings: found }) => (
        <section key={digest} className="stack tight" aria-label={t('findings.inFile', { name })}>
          <h3 className="section-title finding-file">
            <PaperClipOutlined aria-hidden="true" /> {t('findings.inFile', { name })}
          </h3>
          <ul className="stack tight">{found.map(card)}</ul>
        </section>
      ))}
    </>
  )
}
