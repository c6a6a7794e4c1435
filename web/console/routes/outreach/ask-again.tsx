import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutreachChannel } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { formatMinute } from '../../ui/time.ts'
import { MaskedPeople } from './masked-people.tsx'
import { useChannels } from './use-channels.ts'

/** Who must be asked again since a notice changed. */
export const AskAgain = ({ noticeId, channels }: { noticeId: string; channels: readonly OutreachChannel[] }) => {
  const { t } = useTranslation()
  const { nameOf } = useChannels()
  const [channel, setChannel] = useState<OutreachChannel | null>(null)
  const [after, setAfter] = useState<string | null>(null)
  const people = useRead('outreach.list-to-ask-again', { noticeId, channel, version: null, after }, { keepPrevious: true })
  return (
    <section className="stack tight" aria-label={t('outreach.askAgain')}>
      <h3>{t('outreach.askAgain')}</h3>
      <p className="soft">{t('outreach.askAgainHint')}</p>
      {channels.length > 1 && (
        <div>
          <Segmented<OutreachChannel | 'all'>
            value={channel ?? 'all'}
            onChange={(value) => {
              setChannel(value === 'all' ? null : value)
              setAfter(null)
            }}
            options={[{ value: 'all', label: t('outreach.allChannels') }, ...channels.map((value) => ({ value, label: nameOf(value) }))]}
          />
        </div>
      )}
      <Loaded query={people}>
        {({ total, items, next }) => (
          <div className="stack tight">
            <p>{t('outreach.askAgainCount', { count: total })}</p>
            <MaskedPeople
              items={items}
              note={({ consents }) => consents.map((each) => `${nameOf(each.channel)} ${t('outreach.version', { version: each.version })} ${formatMinute(each.givenAt)}`).join(t('outreach.separator'))}
              first={after === null}
              next={next}
              onFirst={() => setAfter(null)}
              onNext={setAfter}
            />
          </div>
        )}
      </Loaded>
    </section>
  )
}
