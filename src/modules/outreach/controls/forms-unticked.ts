import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

/** Reads the forms as they were shown, word for word, and their digests: a box that was ticked beforehand would stand there. */
export const formsUnticked = defineControl({
  id: 'outreach.forms-unticked',
  title: { zh: '同意表单没有预先勾选', en: 'No consent form came with a box ticked' },
  purpose: {
    zh: '预先勾选的不算同意，据此发送的消息都没有依据（个人信息保护法第十四条第一款）。',
    en: 'A box that was ticked beforehand is no consent, and messages that rest on it have no basis (PIPL, 14).',
  },
  dimension: 'channel',
  weight: 3,
  action: { sentence: { zh: '停用有问题的表单，并重新征求同意', en: 'Take the form out of use and ask again' }, link: '/outreach?tab=forms' },
  remeasureOn: ['consent.given'],
  measure: async (db) => {
    const { rows } = await sql<{ total: number; good: number }>`
      select count(*) as total, count(*) filter (
        where html !~* '<(input|option)[^>]*[[:space:]](checked|selected)' and html !~* '<script'
          and encode(sha256(convert_to(html, 'UTF8')), 'hex') = digest
      ) as good
      from outreach_form_shown`.execute(db)
    const { total = 0, good = 0 } = rows[0] ?? {}
    return shareMeasurement(total, good, good === total ? [] : [{
      sentence: {
        zh: '有 {count} 份表单留存的页面含有预先勾选，或与当时的摘要不一致',
        en: '{count} forms as they are kept have a box ticked, or are not what their digest says',
      },
      params: { count: total - good },
      link: '/outreach?tab=forms',
    }])
  },
})
