import { Alert, App, Button, Modal, Radio, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange } from '../../query.ts'
import { base64Of, saveFile } from '../../ui/download.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { TemplateButton } from './export-menu.tsx'

type Checked = Output<'rules.check-import'>
type Mode = 'add' | 'replace'
type Chosen = { fileName: string; base64: string }

const mostBytes = 5 * 1024 * 1024
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const Faults = ({ checked }: { checked: Checked }) => {
  const { t } = useTranslation()
  const { faultCount, faults, errorSheet } = checked
  return (
    <div className="stack tight">
      <Alert type="error" showIcon title={t('file.faults', { count: faultCount })} />
      {errorSheet !== null && (
        <div>
          <Button onClick={() => saveFile(`${t('file.errorSheetName')}.xlsx`, errorSheet, xlsx)}>
            {t('file.errorSheet')}
          </Button>
        </div>
      )}
      <ul className="rule-rows">
        {faults.slice(0, 20).map(({ sheet, row, column, wrong, todo }) => (
          <li key={`${sheet} ${row} ${column} ${wrong}`}>
            <strong className="number">{t('file.fault', { sheet, row, column })}</strong>
            <p>{wrong}</p>
            <p className="soft">{todo}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}

const Clean = ({ checked }: { checked: Checked }) => {
  const { t } = useTranslation()
  const kinds = [
    { label: t('draft.terms'), tally: checked.tallies.terms },
    { label: t('draft.changed'), tally: checked.tallies.changes },
    { label: t('draft.ownRule'), tally: checked.tallies.rules },
  ].filter(({ tally }) => tally.added + tally.changed + tally.removed > 0)
  return (
    <div className="stack tight">
      <Alert type="success" showIcon title={t('file.clean')} />
      {kinds.length === 0 ? (
        <p>{t('file.nothing')}</p>
      ) : (
        <ul className="rule-rows">
          {kinds.map(({ label, tally }) => (
            <li key={label} className="row between">
              <span>{label}</span>
              <span className="number">{t('file.tally', tally)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** Imports a file in three steps: choose, check, confirm. Nothing is saved before the last. */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [mode, setMode] = useState<Mode>('add')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const check = useChange('rules.check-import', { refresh: false })
  const take = useChange('rules.import')
  const checked = check.data
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    check.reset()
    setTooLarge(file.size > mostBytes)
    if (file.size > mostBytes) return
    const next = { fileName: file.name, base64: await base64Of(file) }
    setChosen(next)
    check.mutate({ ...next, mode })
  }
  const restart = (): void => {
    setChosen(null)
    check.reset()
    take.reset()
  }
  const confirm = (): void => {
    if (chosen === null || checked === undefined) return
    take.mutate(
      { ...chosen, mode, revision: checked.revision },
      {
        onSuccess: () => {
          message.success(t('file.imported'))
          onClose()
        },
      },
    )
  }
  const ready = checked !== undefined && checked.faultCount === 0
  const error = check.error ?? take.error
  return (
    <Modal
      open
      width={680}
      title={t('file.import')}
      onCancel={onClose}
      footer={[
        chosen !== null && (
          <Button key="again" onClick={restart}>
            {t('file.another')}
          </Button>
        ),
        <Button key="confirm" type="primary" disabled={!ready} loading={take.isPending} onClick={confirm}>
          {t('file.confirm')}
        </Button>,
      ]}
    >
      <div className="stack">
        <Steps
          size="small"
          current={chosen === null ? 0 : ready ? 2 : 1}
          items={(['choose', 'check', 'confirm'] as const).map((step) => ({ title: t(`file.steps.${step}`) }))}
        />
        {chosen === null && (
          <>
            <Radio.Group
              value={mode}
              onChange={(event) => setMode(event.target.value as Mode)}
              aria-label={t('file.mode')}
              options={(['add', 'replace'] as const).map((value) => ({ value, label: t(`file.modes.${value}`) }))}
            />
            <label className="file-choice">
              <strong>{t('file.choose')}</strong>
              <span className="soft"> {t('file.chooseHint')}</span>
              <input
                type="file"
                className="visually-hidden"
                accept=".yaml,.yml,.xlsx"
                onChange={(event) => void choose(event.target.files?.[0])}
              />
            </label>
            <div>
              <TemplateButton />
            </div>
          </>
        )}
        {tooLarge && <Alert type="error" showIcon title={t('file.tooLarge')} />}
        {check.isPending && chosen !== null && <p role="status">{t('file.checking', { name: chosen.fileName })}</p>}
        {checked !== undefined && (checked.faultCount > 0 ? <Faults checked={checked} /> : <Clean checked={checked} />)}
        {error !== null && <ProblemAlert error={error} />}
      </div>
    </Modal>
  )
}
