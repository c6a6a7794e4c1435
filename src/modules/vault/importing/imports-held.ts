import type { PersonalData } from '../../../kernel/personal-data.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { sources } from '../origin.ts'
import { vaultDb } from '../subject/subject-masks.ts'

const texts = {
  title: { zh: '由哪次导入而来', en: 'By which import your data came' },
  time: { zh: '时间', en: 'Time' },
  source: { zh: '来源', en: 'Source' },
} as const

/**
 * What imports hold about people outside: files under way, each sealed under a key of its own that is destroyed with its end.
 * No row of them can be found for one person without opening all, so none is; what was written is the customer's. Whoever is
 * erased meanwhile is known by keyed digests, for as long as imports wait, and their rows are not written.
 */
export const importsHeld: PersonalData = {
  name: 'vault.imports',
  title: { zh: '客户导入', en: 'Imports of customers' },
  tables: ['customer_import', 'customer_import_slice', 'customer_import_chunk', 'customer_import_key', 'customer_erased_index'],
  show: async (tools, subject) => {
    const rows = await vaultDb(tools)
      .selectFrom('customer')
      .innerJoin('customer_import', 'customer_import.id', 'customer.import_id')
      .select(['customer_import.source', 'customer_import.source_detail', 'customer.registered_at'])
      .where('customer.id', '=', subject)
      .execute()
    const { locale } = tools
    return [
      {
        key: 'imports',
        title: texts.title[locale],
        columns: [texts.time[locale], texts.source[locale]],
        rows: rows.map((row) => [shanghaiTime(row.registered_at), `${sources[row.source][locale]}：${row.source_detail}`]),
      },
    ]
  },
  correct: {
    never: {
      zh: '导入文件导入后即销毁，请更正客户信息。',
      en: 'A file is destroyed once it was imported; correct the customer instead.',
    },
  },
  erase: async () => ({ outcome: 'nothing', said: [] }),
}
