import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { useLabel } from '../../ui/labels.ts'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import './publication-list.css'
import { useTakeDown } from './use-take-down.tsx'

/** Only web addresses become links. */
export const PublicLink = ({ url }: { url: string }) =>
  /^https?:\/\//.test(url) ? (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {url}
    </a>
  ) : (
    <span>{url}</span>
  )

/** Where one material is out, and where it was. */
export const PublicationList = ({
  publications,
  mayTakeDown,
}: {
  publications: Material['publications']
  mayTakeDown: boolean
}) => {
  const { t } = useTranslation()
  const label = useLabel()
  const takeDown = useTakeDown()
  return (
    <>
      <ul className="publications">
        {publications.map(({ id, account, publishedAt, url, recordedBy, takenDown }) => (
          <li key={id}>
            <div className="grow">
              <div className="row">
                <strong>{account.name}</strong>
                <span className="soft">{label('platform', account.platform)}</span>
                <Tag tone={takenDown === null ? 'good' : 'warn'}>
                  {t(takenDown === null ? 'publish.live' : 'publish.down')}
                </Tag>
              </div>
              <p className="prose">
                <PublicLink url={url} />
              </p>
              <p className="soft number">
                {formatMinute(publishedAt)} · {recordedBy.name}
              </p>
              {takenDown !== null && (
                <p className="soft">
                  {t('publish.takenDown', { at: formatMinute(takenDown.at), name: takenDown.by.name })}：
                  {takenDown.reason}
                </p>
              )}
            </div>
            {mayTakeDown && takenDown === null && (
              <Button danger onClick={() => takeDown.ask(id)}>
                {t('publish.takeDown')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {takeDown.dialog}
    </>
  )
}
