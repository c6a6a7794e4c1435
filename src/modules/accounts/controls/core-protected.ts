import type { Kysely } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { say } from '../../../kernel/sentence.ts'
import { coreFactsOf } from '../account-facts.ts'
import { coreGate } from '../core-gate.ts'
import { type AccountsPorts, defineControl } from '../scope.ts'
import { administratorsOf } from '../seats/live-seats.ts'
import type { AccountsTables } from '../tables.ts'
import type { KernelTables } from '../../../kernel/tables.ts'

/** Core accounts that are in use and what each lacks. */
const coreAccounts = async (db: Kysely<AccountsTables & KernelTables>, now: Date, people: AccountsPorts['people']) => {
  const rows = await db
    .selectFrom('marketing_account')
    .selectAll()
    .where('core', '=', true)
    .where('state', '=', 'active')
    .orderBy('name')
    .orderBy('id')
    .execute()
  const administrators = await administratorsOf(db, rows.map(({ id }) => id), people)
  return rows.map((row) => ({ row, lacks: coreGate(coreFactsOf(row, administrators, now)).reasons }))
}

export const coreProtected = ({ people }: Pick<AccountsPorts, 'people'>) =>
  defineControl({
    id: 'accounts.core-protected',
    title: { zh: '核心账号得到保护', en: 'Core accounts are protected' },
    purpose: {
      zh: '核心账号只靠密码和短信、只有一名管理员或没有找回方式时，一旦被盗就难以追回。',
      en: 'A core account with a password and SMS alone, one administrator, or no way to recover it is hard to win back once stolen.',
    },
    dimension: 'account',
    weight: 6,
    action: {
      sentence: { zh: '为核心账号补齐验证方式、管理员、找回方式与认证', en: 'Give core accounts strong factors, administrators, recovery and verification' },
      link: '/accounts',
    },
    remeasureOn: [
      'account.registered', 'account.changed', 'account.closed', 'account.reopened', 'accounts.imported', 'seat.granted',
      'seat.withdrawn', 'person.suspended', 'person.left',
    ],
    measure: async (db, now) => {
      const accounts = await coreAccounts(db, now, people)
      const open = accounts.filter(({ lacks }) => lacks.length > 0)
      return shareMeasurement(
        accounts.length,
        accounts.length - open.length,
        open.map(({ row, lacks }) => ({
          sentence: { zh: '“{name}”：{first}', en: '{name}: {firstEn}' },
          params: {
            name: row.name,
            first: filled(lacks, 'zh'),
            firstEn: filled(lacks, 'en'),
          },
          link: `/accounts?account=${row.id}`,
        })),
      )
    },
  })

const filled = (lacks: ReturnType<typeof coreGate>['reasons'], locale: 'zh' | 'en'): string =>
  lacks.map(({ sentence, params }) => say(sentence, locale, params)).join(locale === 'zh' ? '；' : '; ')
