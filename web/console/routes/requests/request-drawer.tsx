import { Alert, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RequestDetail } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { RequestActions } from './request-actions.tsx'
import { RequestNews } from './request-news.tsx'
import { DueTime, RequestTags } from './request-state.tsx'

const customerTones = { active: 'good', restricted: 'warn', erased: 'plain' } as const

const Customers = ({ customers }: { customers: RequestDetail['customers'] }) => {
  const { t } = useTranslation()
  if (customers.length === 0) return <p className="soft">{t('request.nobody')}</p>
  return (
    <>
      {customers.length > 1 && <Alert type="warning" showIcon title={t('request.several')} />}
      <ul className="request-rows">
        {customers.map((one) => (
          <li key={one.id} className="row">
            <strong>{one.name ?? t('customer.unnamed')}</strong>
            <span className="number">{[one.mobile, one.email].filter((value) => value !== null).join(' · ')}</span>
            <Tag tone={customerTones[one.state]}>{t(`customer.states.${one.state}`)}</Tag>
          </li>
        ))}
      </ul>
    </>
  )
}

const Wanted = ({ request }: { request: RequestDetail }) => {
  const { t } = useTranslation()
  const { text, corrections, question, reply, reach, destroyedAt } = request
  return (
    <>
      <h3>{t('request.wanted')}</h3>
      {destroyedAt !== null && <p className="soft">{t('request.destroyed', { at: formatMinute(destroyedAt) })}</p>}
      {reach !== null && <p>{t(`request.reach.${reach}`)}</p>}
      {corrections.length > 0 && (
        <Facts
          items={corrections.map(({ title, before, after }) => ({
            label: title,
            value: (
              <span className="row">
                <span className="soft number">{before ?? t('request.nothingBefore')}</span>
                <span aria-label={t('request.becomes')}>→</span>
                <strong>{after}</strong>
              </span>
            ),
          }))}
        />
      )}
      {text !== '' && <p className="request-text">{text}</p>}
      {text === '' && corrections.length === 0 && reach === null && destroyedAt === null && <p className="soft">{t('request.noText')}</p>}
      {question !== null && (
        <Facts
          items={[
            { label: t('request.asked'), value: question },
            { label: t('request.reply'), value: reply ?? t('request.noReply') },
          ]}
        />
      )}
    </>
  )
}

const Outcome = ({ request: { outcome, note, refusal, copy } }: { request: RequestDetail }) => {
  const { t } = useTranslation()
  if (outcome.length === 0 && note === null && refusal === null && copy === null) return null
  return (
    <>
      <h3>{t('request.outcome')}</h3>
      <ul className="request-lines">
        {outcome.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {refusal !== null && (
          <li>
            {refusal.reason} <span className="soft">{t('request.lawOf', { law: refusal.law })}</span>
          </li>
        )}
        {copy !== null && (
          <li>
            {copy.until === null ? t('request.copyGone') : t('request.copyUntil', { at: formatMinute(copy.until) })}
            <span className="soft request-digest">SHA-256 {copy.digest}</span>
          </li>
        )}
        {note !== null && <li>{note}</li>}
      </ul>
    </>
  )
}

const Detail = ({ request }: { request: RequestDetail }) => {
  const { t } = useTranslation()
  const { due, endedAt, provenBy, proofNote, enteredBy, handler, erasureAskedBy } = request
  return (
    <div className="stack">
      <span className="row">
        <RequestTags request={{ state: request.state, toDecide: endedAt === null && erasureAskedBy !== null, toTell: request.news.some((one) => one.state === 'by-hand') }} />
        <DueTime dueAt={due.at} provisional={due.provisional} state={request.state} ended={endedAt !== null} labelled />
        {due.breached && <Tag tone="bad">{t('request.breached')}</Tag>}
      </span>
      <RequestActions request={request} />
      <h3>{t('request.who')}</h3>
      <Customers customers={request.customers} />
      <Wanted request={request} />
      <Outcome request={request} />
      <RequestNews request={request} />
      <h3>{t('request.facts')}</h3>
      <Facts
        items={[
          { label: t('request.sourceTitle'), value: t(`request.source.${request.source}`) },
          { label: t('request.receivedAt'), value: formatMinute(request.receivedAt) },
          { label: t('request.proof'), value: provenBy === null ? t('request.notProven') : t(`request.provenBy.${provenBy}`) },
          ...(proofNote === null ? [] : [{ label: t('request.proofNote'), value: proofNote }]),
          ...(enteredBy === null ? [] : [{ label: t('request.enteredBy'), value: enteredBy }]),
          ...(handler === null ? [] : [{ label: t('request.handler'), value: handler }]),
          ...(erasureAskedBy === null ? [] : [{ label: t('request.erasureAskedBy'), value: erasureAskedBy.name }]),
          ...(endedAt === null ? [] : [{ label: t('request.ended'), value: formatMinute(endedAt) }]),
        ]}
      />
      <h3>{t('request.timeline')}</h3>
      <ol className="request-rows">
        {request.timeline.map(({ id, at, text, actor, leaf }) => (
          <li key={id} className="row between">
            <span>
              {text}
              {actor !== null && <span className="soft"> · {actor}</span>}
            </span>
            <span className="soft number">
              {leaf !== null && `#${leaf} · `}
              <time dateTime={at}>{formatMinute(at)}</time>
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** One request: who asks for what, until when, what can be done, and what was done. */
export const RequestDrawer = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const { t } = useTranslation()
  // Every reading is on record: it is not read again without need.
  const query = useRead('requests.view', { id }, { staleSeconds: 600 })
  const title = query.data === undefined ? t('nav.requests') : `${t(`request.kind.${query.data.kind}`)} · ${query.data.number}`
  return (
    <Drawer open onClose={onClose} size={760} title={title}>
      <Loaded query={query}>{(request) => <Detail request={request} />}</Loaded>
    </Drawer>
  )
}
