import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

const keys = ['j', 'k', 'a', 'r', 'help'] as const

/** Which keys do what on the review screen. */
export const KeyHelp = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Modal open={open} title={t('keys.title')} footer={null} onCancel={onClose}>
      <dl className="keys">
        {keys.map((key) => (
          <div key={key} style={{ display: 'contents' }}>
            <dt>
              <kbd>{key === 'help' ? '?' : key.toUpperCase()}</kbd>
            </dt>
            <dd>{t(`keys.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
