import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

type OneTimeSecretProps = { title: string; hint: string; label: string; secret: string | null; onClose: () => void }

/** A secret that is shown this once: the server keeps none that it could show again. */
export const OneTimeSecret = ({ title, hint, label, secret, onClose }: OneTimeSecretProps) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  if (secret === null) return null
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret)
      message.success(t('secret.copied'))
    } catch (error) {
      // The clipboard is closed to pages without TLS; the text can be selected by hand.
      console.info(error)
      message.info(t('secret.copyByHand'))
    }
  }
  return (
    <Modal open title={title} footer={null} onCancel={onClose} mask={{ closable: false }}>
      <div className="stack">
        <p>{hint}</p>
        <Input.TextArea
          className="secret"
          rows={2}
          readOnly
          value={secret}
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className="row">
          <Button type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
            {t('secret.copy')}
          </Button>
          <Button onClick={onClose}>{t('secret.kept')}</Button>
        </div>
      </div>
    </Modal>
  )
}
