import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { QrCode } from '../me/qr-code.tsx'

/** The address at which people outside read a notice or find a form, with a code to scan. */
export const PublicAddress = ({ url, label, embed }: { url: string; label: string; embed?: string }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const copy = (text: string): void =>
    void navigator.clipboard.writeText(text).then(
      () => message.success(t('outreach.copied')),
      () => message.error(t('outreach.notCopied')),
    )
  return (
    <section className="outreach-address" aria-label={label}>
      <QrCode text={url} label={label} />
      <div className="stack tight">
        <a className="outreach-text" href={url} target="_blank" rel="noopener noreferrer">
          {url}
        </a>
        <div className="row">
          <Button onClick={() => copy(url)}>{t('outreach.copyAddress')}</Button>
          {embed !== undefined && <Button onClick={() => copy(embed)}>{t('outreach.copyEmbed')}</Button>}
        </div>
      </div>
    </section>
  )
}
