import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'

/** Where suppliers of text messages hand over replies; whoever knows such an address can call it. */
export const ReplyAddresses = () => {
  const { t } = useTranslation()
  const addresses = useRead('outreach.view-reply-addresses', {})
  return (
    <section className="panel stack">
      <h2>{t('outreach.replies')}</h2>
      <p className="soft">{t('outreach.repliesHint')}</p>
      <Loaded query={addresses}>
        {({ items }) => (
          <div className="stack outreach-form">
            {items.map(({ supplier, url }) => (
              <label key={supplier} className="stack tight">
                <span>{t(`outreach.supplier.${supplier}`)}</span>
                <Input.Password readOnly value={url} />
              </label>
            ))}
          </div>
        )}
      </Loaded>
    </section>
  )
}
