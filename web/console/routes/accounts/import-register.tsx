import { Alert, App, Button, Modal, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange } from '../../query.ts'
import { base64Of, saveFile } from '../../ui/download.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'

type Checked = Output<'accounts.check-import'>

const mostBytes = 2 * 1024 * 1024
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Downloads the register: as it is, and as a template for an import. */
export const ExportButton = ({ label }: { label: string }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const take = useChange('accounts.export-accounts', { refresh: false })
  const save = (): void =>
    take.mutate(
      {},
      {
        onSuccess: ({ fileName, base64 }) => {
          saveFile(fileName, base64, xlsx)
          message.success(t('register.exported', { name: fileName }))
        },
      },
    )
  return (
    <>
      <Button loading={take.isPending} onClick={save}>
        {label}
      </Button>
      {take.error !== null && <ProblemAlert error={take.error} />}
    </>
  )
}

const Faults = ({ checked: { faultCount, faults, errorSheet } }: { checked: Checked }) => {
  const { t } = useTranslation()
  return (
    <div className="stack tight">
      <Alert type="error" showIcon title={t('register.faults', { count: faultCount })} />
      {errorSheet !== null && (
        <div>
          <Button onClick={() => saveFile(`${t('register.errorSheetName')}.xlsx`, errorSheet, xlsx)}>
            {t('register.errorSheet')}
          </Button>
        </div>
      )}
      <ul className="account-rows">
        {faults.slice(0, 20).map(({ sheet, row, column, wrong, todo }) => (
          <li key={`${row} ${column} ${wrong}`}>
            <strong className="number">{t('register.fault', { sheet, row, column })}</strong>
            <p>{wrong}</p>
            <p className="soft">{todo}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Imports the register in three steps: choose, check, confirm. Nothing is saved before the last. */
export const ImportRegister = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<{ name: string; base64: string } | null>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const check = useChange('accounts.check-import', { refresh: false })
  const take = useChange('accounts.import')
  const checked = check.data
  const nothing = checked !== undefined && checked.faultCount === 0 && checked.added + checked.changed === 0
  const ready = checked !== undefined && checked.faultCount === 0 && !nothing
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setTooLarge(file.size > mostBytes)
    if (file.size > mostBytes) return
    const base64 = await base64Of(file)
    setChosen({ name: file.name, base64 })
    check.mutate({ base64 })
  }
  const restart = (): void => {
    setChosen(null)
    check.reset()
    take.reset()
  }
  const confirm = (): void => {
    if (chosen === null) return
    take.mutate(
      { base64: chosen.base64 },
      {
        onSuccess: ({ added, changed }) => {
          message.success(t('register.done', { added, changed }))
          onClose()
        },
      },
    )
  }
  const error = check.error ?? take.error
  return (
    <Modal
      open
      width={640}
      title={t('register.title')}
      onCancel={onClose}
      footer={[
        chosen !== null && (
          <Button key="again" onClick={restart}>
            {t('register.another')}
          </Button>
        ),
        <Button key="confirm" type="primary" disabled={!ready} loading={take.isPending} onClick={confirm}>
          {t('register.confirm')}
        </Button>,
      ]}
    >
      <div className="stack">
        <Steps
          size="small"
          current={chosen === null ? 0 : ready ? 2 : 1}
          items={(['choose', 'check', 'confirm'] as const).map((step) => ({ title: t(`register.steps.${step}`) }))}
        />
        {chosen === null && (
          <>
            <label className="register-choice">
              <strong>{t('register.choose')}</strong>
              <span className="soft"> {t('register.chooseHint')}</span>
              <input
                type="file"
                className="visually-hidden"
                accept=".xlsx"
                onChange={(event) => void choose(event.target.files?.[0])}
              />
            </label>
            <p className="soft">{t('register.templateHint')}</p>
            <div>
              <ExportButton label={t('register.template')} />
            </div>
          </>
        )}
        {tooLarge && <Alert type="error" showIcon title={t('register.tooLarge')} />}
        {check.isPending && chosen !== null && <p role="status">{t('register.checking', { name: chosen.name })}</p>}
        {checked !== undefined && checked.faultCount > 0 && <Faults checked={checked} />}
        {nothing && <Alert type="info" showIcon title={t('register.nothing')} />}
        {ready && <Alert type="success" showIcon title={t('register.clean', checked)} />}
        {error !== null && <ProblemAlert error={error} />}
      </div>
    </Modal>
  )
}
