import { addDays, beijingDate, endOfBeijingDay } from '../../../kernel/calendar/beijing-time.ts'
import type { KeepRightUse } from '../../../kernel/right-use.ts'
import { identityDatabase } from '../database.ts'

/** Keeps when a person used a right: a row for the first time, then at most once a day whatever the number of servers. */
export const keepRightUse: KeepRightUse = async (trx, { personId, permission, at }) => {
  const today = endOfBeijingDay(addDays(beijingDate(at), -1))
  await identityDatabase(trx)
    .insertInto('right_use')
    .values({ person_id: personId, permission, first_used_at: at, last_used_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'permission'])
        .doUpdateSet({ last_used_at: at })
        .where('right_use.last_used_at', '<', today),
    )
    .execute()
}
