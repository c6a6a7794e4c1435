import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

/** The link of an invitation. It is shown this once: the server keeps only its hash. */
export const InvitationLink = ({
  link,
  onClose,
}: {
  link: { name: string; token: string } | null
  onClose: () => void
}) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  if (link === null) return null
  const address = `${window.location.origin}/invitation#${link.token}`
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address)
      message.success(t('people.linkCopied'))
    } catch (error) {
      // The clipboard is closed to pages without TLS; the text can be selected by hand.
      console.info(error)
      message.info(t('people.linkCopyByHand'))
    }
  }
  return (
    <Modal
      open
      title={t('people.linkTitle', { name: link.name })}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <div className="stack">
        <p>{t('people.linkHint')}</p>
        <Input.TextArea
          rows={3}
          readOnly
          value={address}
          aria-label={t('people.link')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className="row">
          <Button type="primary" icon={<CopyOutlined />} onClick={() => void copy()}>
            {t('people.linkCopy')}
          </Button>
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      </div>
    </Modal>
  )
}
