import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Spin } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../api.ts'
import { useChange } from '../../../query.ts'
import { base64Of } from '../../../ui/download.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Meter } from '../../../ui/meter.tsx'
import { ProblemAlert } from '../../../ui/problem-view.tsx'
import { formatMinute } from '../../../ui/time.ts'

type Traced = Output<'vault.trace-leak'>
type Named = Traced['named'][number]

const mostBytes = 10 * 1024 * 1024

const markNames = ['order', 'code', 'name', 'email', 'landline', 'plate', 'address', 'wechat', 'sentence', 'mask'] as const

/** The places of one kind of writing together: how many agree, of how many. */
const tallies = (marks: Named['marks']) =>
  markNames.flatMap((name) => {
    const of = marks.filter((mark) => mark.name.split('.')[0] === name)
    const sum = (part: 'agreed' | 'trials'): number => of.reduce((total, mark) => total + mark[part], 0)
    return sum('trials') === 0 ? [] : [{ name, agreed: sum('agreed'), trials: sum('trials') }]
  })

const Source = ({ one }: { one: Named }) => {
  const { t } = useTranslation()
  return (
    <section className="panel stack">
      <h2>{t('trace.who', { name: one.askedBy.name })}</h2>
      <Facts
        items={[
          { label: t('trace.certainty'), value: <strong>{t('trace.certaintyOf', { power: one.certainty })}</strong> },
          { label: t('export.askedAt'), value: formatMinute(one.askedAt) },
          { label: t('trace.downloadedAt'), value: one.downloads.length === 0 ? t('trace.never') : one.downloads.map((at) => formatMinute(at)).join(t('list.between')) },
          { label: t('export.purpose'), value: t(`export.purposes.${one.purpose}`) },
          { label: t('export.reason'), value: one.reason },
          { label: t('trace.held'), value: t('trace.heldOf', { held: one.held, customers: one.customers }) },
        ]}
      />
      <h3>{t('trace.marks')}</h3>
      <div className="stack tight">
        {tallies(one.marks).map(({ name, agreed, trials }) => (
          <Meter
            key={name}
            label={t(`trace.mark.${name}`)}
            value={agreed}
            max={trials}
            text={t('trace.agree', { agreed, trials })}
            tone={agreed / trials > 0.75 ? 'good' : 'plain'}
          />
        ))}
      </div>
      <p className="soft">{t('trace.chance')}</p>
    </section>
  )
}

const Answer = ({ traced }: { traced: Traced }) => {
  const { t } = useTranslation()
  const { verdict, named, alike, rows, read, compared } = traced
  return (
    <div className="stack">
      {verdict === 'named' ? (
        <Alert type="warning" showIcon title={named.length === 1 ? t('trace.named') : t('trace.namedMany', { count: named.length })} />
      ) : (
        <Alert type="info" showIcon title={t('trace.notEnough')} description={t('trace.notEnoughHint')} />
      )}
      <p className="soft">{t('trace.read', { rows, people: read.people, compared })}</p>
      {named.map((one) => (
        <Source key={one.id} one={one} />
      ))}
      {alike.length > 0 && (
        <section className="panel stack tight">
          <h2>{t('trace.alike')}</h2>
          <p className="soft">{t('trace.alikeHint')}</p>
          <ul className="customer-rows">
            {alike.map((one) => (
              <li key={one.id} className="row between">
                <span>
                  {t('trace.who', { name: one.askedBy.name })} · <span className="number">{formatMinute(one.askedAt)}</span>
                </span>
                <span className="soft">{t('trace.heldOf', { held: one.held, customers: one.customers })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** Takes a leaked file and says which export it was made from, or that the evidence is not enough. */
export const TraceTab = () => {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const [over, setOver] = useState(false)
  const trace = useChange('vault.trace-leak', { refresh: false })
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    trace.reset()
    setTooLarge(file.size > mostBytes)
    if (file.size <= mostBytes) trace.mutate({ base64: await base64Of(file) })
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <div className="stack">
      <p>{t('trace.hint')}</p>
      <div
        className={over ? 'trace-drop trace-over' : 'trace-drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined aria-hidden="true" className="trace-icon" />
        <Button type={trace.data === undefined ? 'primary' : 'default'} disabled={trace.isPending} onClick={() => input.current?.click()}>
          {trace.data === undefined ? t('trace.drop') : t('trace.again')}
        </Button>
        <span className="soft">{t('trace.dropHint')}</span>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.csv,.txt"
          aria-label={t('trace.drop')}
          onChange={({ target }) => {
            void take(target.files?.[0])
            target.value = ''
          }}
        />
      </div>
      {tooLarge && <Alert type="error" showIcon title={t('trace.tooLarge')} />}
      {trace.error !== null && <ProblemAlert error={trace.error} />}
      <div role="status">
        {trace.isPending && (
          <span className="row">
            <Spin size="small" /> {t('trace.busy')}
          </span>
        )}
        {trace.data !== undefined && <Answer traced={trace.data} />}
      </div>
    </div>
  )
}
