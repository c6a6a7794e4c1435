import { Alert, Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import type { ImportDetail } from '../../../domain.ts'
import { useMay } from '../../../session.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { FileChoice } from './file-choice.tsx'
import { uploadParts } from './upload.ts'

/** Goes on with an upload that was interrupted, with the same file. */
export const ResumeUpload = ({ one }: { one: ImportDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const another = file !== null && file.size !== one.size
  const goOn = async (): Promise<void> => {
    if (file === null) return
    setProblem(null)
    setSent(one.received)
    try {
      await uploadParts(one.id, file, one.received, setSent)
    } catch (error) {
      setProblem(error)
    } finally {
      setSent(null)
      void client.invalidateQueries()
    }
  }
  return (
    <div className="stack">
      <p>{t('imports.interrupted')}</p>
      <Progress percent={Math.floor(((sent ?? one.received) / one.size) * 100)} aria-label={t('imports.progress')} />
      {may('vault.import') && (
        <>
          <FileChoice file={file} onChoose={setFile} disabled={sent !== null} />
          {another && <Alert type="error" showIcon title={t('imports.anotherFile')} />}
          {problem !== null && <ProblemAlert error={problem} />}
          <div>
            <Button type="primary" disabled={file === null || another} loading={sent !== null} onClick={() => void goOn()}>
              {t('imports.goOn')}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
