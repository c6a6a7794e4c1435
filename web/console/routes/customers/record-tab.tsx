import { Pagination } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useActorName } from '../../ui/person.tsx'
import { formatMinute } from '../../ui/time.ts'
import './customers.css'

const pageSize = 20

/** Who saw or changed the customer's data, when, from where and why. */
export const RecordTab = ({ id }: { id: string }) => {
  const { t } = useTranslation()
  const nameOf = useActorName()
  const [page, setPage] = useState(1)
  // Read anew each time it is opened: it is the record of what happens meanwhile.
  const record = useRead('vault.view-access-record', { id, page, pageSize }, { keepPrevious: true, staleSeconds: 60 })
  return (
    <Loaded query={record}>
      {({ total, items }) => (
        <div className="stack">
          {items.length === 0 && <p className="soft">{t('customer.noRecord')}</p>}
          <ul className="customer-rows">
            {items.map(({ id: entry, at, actor, text, fields, purpose, reason, ip, device }) => (
              <li key={entry} className="stack tight">
                <span className="row between">
                  <strong>
                    {nameOf(actor)} · {text}
                  </strong>
                  <time className="soft number" dateTime={at}>
                    {formatMinute(at)}
                  </time>
                </span>
                {purpose !== null && <span>{t('customer.recordPurpose', { purpose })}</span>}
                {reason !== null && <span>{t('customer.recordReason', { reason })}</span>}
                {fields.length > 0 && (
                  <span className="soft">{t('customer.recordFields', { fields: fields.join(t('list.between')) })}</span>
                )}
                {(ip !== null || device !== null) && (
                  <span className="soft number">{[ip, device].filter((one) => one !== null).join(' · ')}</span>
                )}
              </li>
            ))}
          </ul>
          {total > pageSize && (
            <Pagination
              simple
              current={page}
              pageSize={pageSize}
              total={total}
              showSizeChanger={false}
              onChange={setPage}
            />
          )}
        </div>
      )}
    </Loaded>
  )
}
