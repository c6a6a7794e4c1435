import type { HolderTools } from '../../../kernel/personal-data.ts'
import type { OutreachContext } from '../scope.ts'

/** The same transaction, seen with the tables of outreach. */
export const outreachDb = ({ db }: Pick<HolderTools, 'db'>): OutreachContext['db'] => db as unknown as OutreachContext['db']
