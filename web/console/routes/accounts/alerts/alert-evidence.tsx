import { PaperClipOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api.ts'
import type { Alert } from '../../../domain.ts'
import { useChange } from '../../../query.ts'
import { base64Of, saveFile } from '../../../ui/download.ts'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { formatMinute } from '../../../ui/time.ts'

/** The server's limit for one file, in bytes. */
const mostBytes = 5 * 1024 * 1024

/** Pictures and papers of an alert; a click saves one. */
export const AlertEvidence = ({ alert }: { alert: Alert }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const picker = useRef<HTMLInputElement>(null)
  const add = useChange('accounts.add-alert-evidence')
  const upload = async (file: File): Promise<void> => {
    if (file.size > mostBytes) {
      message.error(t('alert.evidenceTooLarge', { name: file.name }))
      return
    }
    add.mutate(
      { id: alert.id, name: file.name.slice(0, 200), base64: await base64Of(file) },
      { onSuccess: () => void message.success(t('alert.evidenceAdded')) },
    )
  }
  const save = async (digest: string): Promise<void> => {
    const { name, base64, mediaType } = await call('accounts.read-alert-evidence', { id: alert.id, digest })
    saveFile(name, base64, mediaType)
  }
  return (
    <section className="stack tight">
      <div className="row between">
        <h3>{t('alert.evidence')}</h3>
        {alert.may.addEvidence && (
          <Button size="small" icon={<PaperClipOutlined />} loading={add.isPending} onClick={() => picker.current?.click()}>
            {t('alert.evidenceAdd')}
          </Button>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t('alert.evidenceAdd')}
        accept="image/png,image/jpeg,image/webp,application/pdf"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file !== undefined) void upload(file)
        }}
      />
      {add.error !== null && <ProblemAlert error={add.error} />}
      {alert.evidence.length === 0 ? (
        <p className="soft">{t('alert.evidenceNone')}</p>
      ) : (
        <ul className="account-rows">
          {alert.evidence.map(({ digest, name, addedAt, addedBy }) => (
            <li key={digest} className="row between">
              <button type="button" className="link-button" onClick={() => void save(digest)}>
                {name}
              </button>
              <span className="soft number">{t('alert.evidenceBy', { name: addedBy, at: formatMinute(addedAt) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
