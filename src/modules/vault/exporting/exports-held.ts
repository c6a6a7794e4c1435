import type { PersonalData } from '../../../kernel/personal-data.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { vaultDb } from '../subject/subject-masks.ts'
import { exportPurposes } from './purposes.ts'

/** The latest exports that a copy names. */
const most = 1_000

const texts = {
  title: { zh: '哪些导出包含您', en: 'Exports that held you' },
  time: { zh: '时间', en: 'Time' },
  purpose: { zh: '目的', en: 'Purpose' },
} as const

/**
 * What exports hold about people outside: that they were in one, and files that are sealed for a day at most and end when
 * somebody in them is erased. By which number they were found goes with their erasure.
 */
export const exportsHeld: PersonalData = {
  name: 'vault.exports',
  title: { zh: '客户导出', en: 'Exports of customers' },
  tables: ['vault_export_customer', 'vault_export_piece'],
  show: async (tools, subject) => {
    const rows = await vaultDb(tools)
      .selectFrom('vault_export_customer')
      .innerJoin('vault_export', 'vault_export.id', 'vault_export_customer.export_id')
      .select(['vault_export.made_at', 'vault_export.asked_at', 'vault_export.purpose'])
      .where('vault_export_customer.customer_id', '=', subject)
      .orderBy('vault_export.asked_at', 'desc')
      .limit(most)
      .execute()
    const { locale } = tools
    return [
      {
        key: 'exports',
        title: texts.title[locale],
        columns: [texts.time[locale], texts.purpose[locale]],
        rows: rows.map((row) => [shanghaiTime(row.made_at ?? row.asked_at), exportPurposes[row.purpose][locale]]),
      },
    ]
  },
  correct: {
    never: {
      zh: '导出记录是当时的事实，不能改写，请更正客户信息。',
      en: 'Exports are what happened and are not rewritten; correct the customer instead.',
    },
  },
  erase: async () => ({ outcome: 'nothing', said: [] }),
}
