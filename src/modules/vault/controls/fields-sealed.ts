import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { overheadOf, suiteMarks } from '../../../kernel/secrets/seal.ts'
import { fieldKinds } from '../fields/kinds.ts'
import { defineControl } from '../scope.ts'

/** Goes by the bytes in the table, not by what the program believes to have written. */
export const fieldsSealed = defineControl({
  id: 'vault.fields-sealed',
  title: { zh: '客户个人信息已加密', en: 'Personal data of customers are encrypted' },
  purpose: {
    zh: '数据库或备份被拷走时，没有密钥就读不出任何客户信息。',
    en: 'Whoever copies the database or a backup reads no customer without the keys.',
  },
  dimension: 'data',
  weight: 4,
  action: { sentence: { zh: '重新登记未加密的客户信息', en: 'Register the fields that are not encrypted again' }, link: '/customers' },
  remeasureOn: ['customer.registered', 'customer.changed', 'customer.erased'],
  measure: async (db) => {
    const isSealed = sql<boolean>`(${sql.join(
      suiteMarks.map(({ suite, mark }) => sql`(substring(value from 1 for 1) = ${Uint8Array.of(mark)} and length(value) > ${overheadOf(suite)})`),
      sql` or `,
    )})`
    const rows = await db
      .selectFrom('customer_field')
      .select((eb) => ['kind', eb.fn.countAll<number>().as('fields'), sql<number>`count(*) filter (where ${isSealed})`.as('sealed')])
      .groupBy('kind')
      .orderBy('kind')
      .execute()
    const sum = (of: 'fields' | 'sealed'): number => rows.reduce((total, row) => total + row[of], 0)
    return shareMeasurement(
      sum('fields'),
      sum('sealed'),
      rows.flatMap(({ kind, fields, sealed }) =>
        fields === sealed
          ? []
          : [
              {
                sentence: { zh: '“{kind}”有 {count} 项没有加密', en: '{kind}: {count} are not encrypted' },
                params: { kind: fieldKinds[kind].title.zh, count: fields - sealed },
                link: '/customers',
              },
            ],
      ),
    )
  },
})
