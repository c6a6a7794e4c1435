import { Alert } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostBytes } from './upload.ts'
import './imports.css'

type FileChoiceProps = { file: File | null; onChoose: (file: File) => void; disabled?: boolean }

/** Chooses one file; its content is looked at by the server alone. */
export const FileChoice = ({ file, onChoose, disabled = false }: FileChoiceProps) => {
  const { t } = useTranslation()
  const [tooLarge, setTooLarge] = useState(false)
  const choose = (chosen: File | undefined): void => {
    if (chosen === undefined) return
    setTooLarge(chosen.size > mostBytes)
    if (chosen.size <= mostBytes) onChoose(chosen)
  }
  return (
    <>
      <label className="import-choice" data-disabled={disabled}>
        <strong>{file === null ? t('imports.choose') : file.name}</strong>
        <span className="soft">{file === null ? t('imports.chooseHint') : t('imports.size', { size: (file.size / 1_048_576).toFixed(1) })}</span>
        <input
          type="file"
          className="visually-hidden"
          aria-label={t('imports.choose')}
          accept=".xlsx,.csv,.txt,.tsv,.json,.ndjson,.jsonl"
          disabled={disabled}
          onChange={(event) => choose(event.target.files?.[0])}
        />
      </label>
      {tooLarge && <Alert type="error" showIcon title={t('imports.tooLarge')} />}
    </>
  )
}
