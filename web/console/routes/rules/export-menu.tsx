import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import { saveFile } from '../../ui/download.ts'
import { useShowProblem } from '../../ui/problem-view.tsx'

const mediaTypes = {
  yaml: 'application/yaml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

type Format = keyof typeof mediaTypes

/** Exports a version, or the draft where none is named, and says what was saved. */
const useExport = (): { busy: boolean; run: (format: Format, number?: number) => void } => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const [busy, setBusy] = useState(false)
  const run = (format: Format, number?: number): void => {
    setBusy(true)
    call('rules.export', { format, ...(number === undefined ? {} : { number }) })
      .then(({ fileName, base64 }) => {
        saveFile(fileName, base64, mediaTypes[format])
        message.success(t('file.exported', { name: fileName }))
      }, showProblem)
      .finally(() => setBusy(false))
  }
  return { busy, run }
}

/** Takes terms and rules out of the house as YAML or Excel. */
export const ExportMenu = ({ number }: { number?: number }) => {
  const { t } = useTranslation()
  const { busy, run } = useExport()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('file.exportExcel') },
          { key: 'yaml', label: t('file.exportYaml') },
        ],
        onClick: ({ key }) => run(key === 'yaml' ? 'yaml' : 'xlsx', number),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={busy}>
        {t('file.export')}
      </Button>
    </Dropdown>
  )
}

/** An empty file with the headings, to fill in. */
export const TemplateButton = () => {
  const { t } = useTranslation()
  const { busy, run } = useExport()
  return (
    <Button type="link" loading={busy} onClick={() => run('xlsx', 0)}>
      {t('file.template')}
    </Button>
  )
}
