import type { Selectable } from 'kysely'
import type { OutreachContext } from '../scope.ts'
import type { FormField, FormRow } from '../tables.ts'
import type { Channel, ConsentPurpose } from '../vocabulary.ts'
import { formNotThere } from './form-problems.ts'

export type ShownBox = {
  noticeId: string
  version: number
  title: string
  plainText: string
  sensitive: boolean
  purpose: ConsentPurpose
  /** Those of the form that the notice still names. */
  channels: readonly Channel[]
}

/** All that decides what a form says. No state of any box is among it. */
export type FormContent = {
  id: string
  company: string | null
  title: string
  intro: string
  boxes: readonly ShownBox[]
  fields: readonly FormField[]
  minors: 'refused' | 'guardian'
  confirmByCode: boolean
}

type Tools = Pick<OutreachContext, 'db' | 'ports'>

/**
 * A form in use, with the notices in force.
 * @throws Problem `outreach.form-not-there`
 */
export const formInUse = async ({ db, ports }: Tools, id: string): Promise<{ row: Selectable<FormRow>; content: FormContent }> => {
  const row = await db.selectFrom('outreach_form').selectAll().where('id', '=', id).where('active', '=', true).executeTakeFirst()
  if (row === undefined) throw formNotThere()
  const notices = await db
    .selectFrom('outreach_notice as notice')
    .innerJoin('outreach_notice_version as version', (join) =>
      join.onRef('version.notice_id', '=', 'notice.id').onRef('version.version', '=', 'notice.version'),
    )
    .select(['notice.id', 'notice.purpose', 'notice.channels', 'notice.version', 'version.title', 'version.plain_text', 'version.sensitive'])
    .where('notice.id', 'in', row.boxes.map(({ noticeId }) => noticeId))
    .execute()
  const boxes = row.boxes.flatMap(({ noticeId, channels }) => {
    const notice = notices.find((each) => each.id === noticeId)
    const offered = channels.filter((channel) => notice?.channels.includes(channel) === true)
    if (notice === undefined || offered.length === 0) return []
    const { version, title, plain_text: plainText, sensitive, purpose } = notice
    return [{ noticeId, version, title, plainText, sensitive, purpose, channels: offered }]
  })
  if (boxes.length === 0) throw formNotThere()
  return {
    row,
    content: {
      id,
      company: await ports.company(db),
      title: row.title,
      intro: row.intro,
      boxes,
      fields: row.fields,
      minors: row.minors,
      confirmByCode: row.confirm_by_code,
    },
  }
}
