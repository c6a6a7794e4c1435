import { DeleteOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Attachment } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { base64Of, saveFile } from '../download.ts'
import { ProblemAlert } from '../problem-view.tsx'
import './attachments.css'

/** The server's limit for one file, in bytes. */
export const attachmentLimit = 10 * 1024 * 1024
const attachmentsAtMost = 20

const isPicture = (name: string): boolean => /\.(png|jpe?g|gif|webp|bmp)$/i.test(name)

/** A picture kept by the server. */
const StoredPicture = ({ materialId, attachment }: { materialId: string; attachment: Attachment }) => {
  const { digest, name } = attachment
  const { data } = useRead('content.read-attachment', { materialId, digest }, { staleSeconds: 3600 })
  if (data === undefined) return <FileOutlined aria-hidden="true" />
  return <img src={`data:${data.mediaType};base64,${data.base64}`} alt={name} />
}

/** Attachments to look at and to save. */
export const AttachmentList = ({
  materialId,
  attachments,
}: {
  materialId: string
  attachments: readonly Attachment[]
}) => {
  const { t } = useTranslation()
  const save = async ({ digest }: Attachment): Promise<void> => {
    const file = await call('content.read-attachment', { materialId, digest })
    saveFile(file.name, file.base64, file.mediaType)
  }
  if (attachments.length === 0) return <span className="soft">{t('attachments.none')}</span>
  return (
    <ul className="attachments">
      {attachments.map((attachment) => (
        <li key={attachment.digest}>
          <button
            type="button"
            className="attachment"
            onClick={() => void save(attachment)}
            title={t('attachments.save')}
          >
            {isPicture(attachment.name) ? (
              <StoredPicture materialId={materialId} attachment={attachment} />
            ) : (
              <FileOutlined aria-hidden="true" />
            )}
            <span>{attachment.name}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

type AttachmentInputProps = {
  value?: Attachment[]
  onChange?: (attachments: Attachment[]) => void
  id?: string
  materialId?: string | undefined
}

/** Adds files: each goes to the server at once and is kept there by its digest. */
export const AttachmentInput = ({ value = [], onChange, id, materialId }: AttachmentInputProps) => {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [tooLarge, setTooLarge] = useState<string[]>([])
  const [previews, setPreviews] = useState<Record<string, string>>({})

  const add = async (files: readonly File[]): Promise<void> => {
    setProblem(null)
    setTooLarge(files.filter(({ size }) => size > attachmentLimit).map(({ name }) => name))
    setBusy(true)
    let kept = value
    try {
      for (const file of files.filter(({ size }) => size <= attachmentLimit)) {
        const name = file.name.slice(0, 200)
        const { digest } = await call('content.add-attachment', { name, base64: await base64Of(file) })
        if (kept.some((attachment) => attachment.digest === digest) || kept.length >= attachmentsAtMost) continue
        if (isPicture(name)) setPreviews((before) => ({ ...before, [digest]: URL.createObjectURL(file) }))
        kept = [...kept, { digest, name }]
        onChange?.(kept)
      }
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="stack tight">
      {value.length > 0 && (
        <ul className="attachments">
          {value.map((attachment) => {
            const { digest, name } = attachment
            const preview = previews[digest]
            return (
              <li key={digest} className="attachment">
                {preview !== undefined ? (
                  <img src={preview} alt={name} />
                ) : isPicture(name) && materialId !== undefined ? (
                  <StoredPicture materialId={materialId} attachment={attachment} />
                ) : (
                  <FileOutlined aria-hidden="true" />
                )}
                <span>{name}</span>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('attachments.remove', { name })}
                  onClick={() => onChange?.(value.filter((each) => each.digest !== digest))}
                />
              </li>
            )
          })}
        </ul>
      )}
      <div className="row">
        <Button
          id={id}
          icon={<PaperClipOutlined />}
          loading={busy}
          disabled={value.length >= attachmentsAtMost}
          onClick={() => picker.current?.click()}
        >
          {t('attachments.add')}
        </Button>
        <span className="soft">
          {t('attachments.limit', { megabytes: attachmentLimit / 1024 / 1024, count: attachmentsAtMost })}
        </span>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        style={{ display: 'none' }}
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          void add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {tooLarge.length > 0 && <p role="alert">{t('attachments.tooLarge', { names: tooLarge.join('、') })}</p>}
      {problem !== null && <ProblemAlert error={problem} />}
    </div>
  )
}
