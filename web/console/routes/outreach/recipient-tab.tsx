import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Output } from '../../api.ts'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { useChannels } from './use-channels.ts'

type Recipient = Output<'outreach.view-recipient'>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const tones = { given: 'good', outdated: 'warn', withdrawn: 'plain' } as const

type RowsProps = { title: string; none: string; heads: readonly string[]; rows: readonly { key: string; cells: readonly ReactNode[] }[] }

const Rows = ({ title, none, heads, rows }: RowsProps) => (
  <section className="panel stack tight">
    <h2>{title}</h2>
    {rows.length === 0 ? (
      <p className="soft">{none}</p>
    ) : (
      <div className="outreach-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="outreach-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, at) => (
                  <td key={heads[at]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)

const Found = ({ recipient }: { recipient: Recipient }) => {
  const { t } = useTranslation()
  const { nameOf } = useChannels()
  const { consents, unsubscribes, sends } = recipient
  return (
    <div className="stack">
      <Rows
        title={t('outreach.consents')}
        none={t('outreach.noConsents')}
        heads={[t('outreach.field.purpose'), t('outreach.field.channel'), t('outreach.standing'), t('outreach.notice'), t('outreach.givenAt'), t('outreach.form')]}
        rows={consents.map((consent) => ({
          key: consent.id,
          cells: [
            t(`outreach.purpose.${consent.purpose}`),
            nameOf(consent.channel),
            <Tag key="standing" tone={tones[consent.standing]}>
              {t(`outreach.standingOf.${consent.standing}`)}
            </Tag>,
            `${consent.noticeTitle} · ${t('outreach.version', { version: consent.noticeVersion })}`,
            formatMinute(consent.givenAt),
            consent.form,
          ],
        }))}
      />
      <Rows
        title={t('outreach.unsubscribes')}
        none={t('outreach.noUnsubscribes')}
        heads={[t('outreach.field.purpose'), t('outreach.field.channel'), t('outreach.at'), t('outreach.via'), t('outreach.undoneAt')]}
        rows={unsubscribes.map((row) => ({
          key: `${row.purpose} ${row.channel} ${row.at}`,
          cells: [
            t(`outreach.purpose.${row.purpose}`),
            nameOf(row.channel),
            formatMinute(row.at),
            t(`outreach.viaOf.${row.via}`),
            row.undoneAt === null ? '—' : formatMinute(row.undoneAt),
          ],
        }))}
      />
      <Rows
        title={t('outreach.sends')}
        none={t('outreach.noSends')}
        heads={[t('outreach.field.purpose'), t('outreach.field.channel'), t('outreach.state'), t('outreach.at')]}
        rows={sends.map((row) => ({
          key: `${row.channel} ${row.reservedAt} ${row.state}`,
          cells: [
            t(`outreach.purpose.${row.purpose}`),
            nameOf(row.channel),
            t(`outreach.sendState.${row.state}`),
            formatMinute(row.settledAt ?? row.reservedAt),
          ],
        }))}
      />
    </div>
  )
}

/** What somebody consented to, refused, and was sent this month. Each look is an entry of the ledger, so none is repeated by itself. */
export const RecipientTab = () => {
  const { t } = useTranslation()
  const find = useMutation<Recipient, Error, string>({ mutationFn: (person) => call('outreach.view-recipient', { person }) })
  return (
    <div className="stack">
      <section className="panel stack">
        <p className="soft">{t('outreach.recipientHint')}</p>
        <Form layout="vertical" className="outreach-form" onFinish={({ person }: { person: string }) => find.mutate(person.trim())}>
          <Form.Item
            name="person"
            label={t('outreach.person')}
            rules={[
              { required: true, message: t('outreach.required') },
              { pattern: uuid, message: t('outreach.idUnfit') },
            ]}
          >
            <Input maxLength={36} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={find.isPending}>
            {t('outreach.find')}
          </Button>
        </Form>
        {find.error !== null && <ProblemAlert error={find.error} />}
      </section>
      {find.data !== undefined && <Found recipient={find.data} />}
    </div>
  )
}
