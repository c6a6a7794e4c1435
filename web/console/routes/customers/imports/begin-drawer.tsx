import { Alert, Button, Drawer, Form, Progress, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRow } from '../../../domain.ts'
import { call } from '../../../api.ts'
import { provenCall, useChange } from '../../../query.ts'
import { saveFile } from '../../../ui/download.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { ConsentFields, consentOf, type OriginValues, SourceFields } from '../origin-fields.tsx'
import { FileChoice } from './file-choice.tsx'
import { uploadParts } from './upload.ts'

type Values = OriginValues & { via?: 'file' | 'wecom'; duplicates?: ImportRow['duplicates'] }

export const duplicateRules: readonly ImportRow['duplicates'][] = ['fill', 'overwrite', 'skip', 'refuse']
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const Template = () => {
  const { t } = useTranslation()
  const take = useChange('vault.export-import-template', { refresh: false })
  return (
    <>
      <Button
        size="small"
        loading={take.isPending}
        onClick={() => take.mutate({}, { onSuccess: ({ fileName, base64 }) => saveFile(fileName, base64, xlsx) })}
      >
        {t('imports.template')}
      </Button>
      {take.error !== null && <ProblemAlert error={take.error} />}
    </>
  )
}

/** Begins an import: where the customers come from and by what right, before anything of them leaves this computer. */
export const BeginDrawer = ({ wecom, onBegun, onClose }: { wecom: boolean; onBegun: (id: string) => void; onClose: () => void }) => {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const via = Form.useWatch('via', form) ?? 'file'
  const [file, setFile] = useState<File | null>(null)
  const [missing, setMissing] = useState(false)
  const [sent, setSent] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const busy = sent !== null
  const begin = async (values: Values): Promise<void> => {
    const consent = consentOf(values)
    if (consent === undefined || values.source === undefined || values.duplicates === undefined) return
    setMissing(via === 'file' && file === null)
    if (via === 'file' && file === null) return
    const batch = { source: { kind: values.source, detail: values.sourceDetail ?? '' }, consent, duplicates: values.duplicates }
    setProblem(null)
    setSent(0)
    let begun: string | null = null
    try {
      if (via === 'wecom' || file === null) {
        begun = (await provenCall(() => call('vault.begin-wecom-import', batch))).id
      } else {
        const { id } = await provenCall(() => call('vault.begin-import', { fileName: file.name.slice(-200), size: file.size, ...batch }))
        begun = id
        await uploadParts(id, file, 0, (received) => setSent(received))
      }
      onBegun(begun)
    } catch (error) {
      // Once it exists, its own page says how it goes on; a file that cannot be read is chosen anew here.
      setProblem(error)
      setSent(null)
    }
  }
  return (
    <Drawer
      open
      size={520}
      title={t('imports.begin')}
      onClose={onClose}
      mask={{ closable: !busy }}
      footer={
        <div className="stack">
          {busy && via === 'file' && file !== null && (
            <Progress percent={Math.floor((sent / file.size) * 100)} aria-label={t('imports.progress')} />
          )}
          {problem !== null && <ProblemAlert error={problem} />}
          <div className="row">
            <Button type="primary" loading={busy} onClick={() => form.submit()}>
              {via === 'file' ? t('imports.upload') : t('imports.read')}
            </Button>
            <Button onClick={onClose} disabled={busy}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      }
    >
      <Form form={form} name="import" layout="vertical" autoComplete="off" disabled={busy} onFinish={(values) => void begin(values)}>
        <Alert className="import-note" type="info" showIcon title={t('imports.evidenceFirst')} />
        <h3>{t('imports.what')}</h3>
        {wecom && (
          <Form.Item name="via" label={t('imports.via')} initialValue="file">
            <Radio.Group options={(['file', 'wecom'] as const).map((value) => ({ value, label: t(`imports.vias.${value}`) }))} />
          </Form.Item>
        )}
        {via === 'file' && (
          <Form.Item label={t('imports.file')} required {...(missing && file === null ? { validateStatus: 'error', help: t('imports.fileMissing') } : {})}>
            <div className="stack tight">
              <FileChoice file={file} onChoose={setFile} disabled={busy} />
              <span>
                <Template />
              </span>
            </div>
          </Form.Item>
        )}
        <h3>{t('customer.origin')}</h3>
        <SourceFields />
        <ConsentFields required />
        <Form.Item
          name="duplicates"
          label={t('imports.duplicates')}
          extra={t('imports.duplicatesHint')}
          rules={[{ required: true, message: t('customer.required') }]}
        >
          <Select options={duplicateRules.map((value) => ({ value, label: t(`imports.rules.${value}`) }))} />
        </Form.Item>
      </Form>
    </Drawer>
  )
}
