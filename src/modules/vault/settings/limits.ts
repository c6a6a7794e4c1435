import type { VaultContext } from '../scope.ts'

export type Limits = {
  /** Fields that one person may open in an hour. */
  fieldsAnHour: number
  /** Searches that one person may make in an hour. */
  searchesAnHour: number
  /** Seconds for which what was opened stays on the screen. */
  shownSeconds: number
  /** Rows that one person may take out in a day without a second person, and at all. */
  exportAlone: number
  exportADay: number
}

export const defaultLimits: Limits = { fieldsAnHour: 30, searchesAnHour: 60, shownSeconds: 60, exportAlone: 500, exportADay: 20_000 }

/** What is in force for everybody. */
export const limitsIn = async ({ db }: Pick<VaultContext, 'db'>): Promise<Limits> => {
  const row = await db.selectFrom('vault_setting').selectAll().where('id', '=', 1).executeTakeFirst()
  return row === undefined
    ? defaultLimits
    : {
        fieldsAnHour: row.fields_an_hour,
        searchesAnHour: row.searches_an_hour,
        shownSeconds: row.shown_seconds,
        exportAlone: row.export_alone,
        exportADay: row.export_a_day,
      }
}

type LastHour = { fieldsLastHour: number; exportedLastHour: number; searchesLastHour: number }

/**
 * Whether somebody has nothing left of the hour.
 * @param slower the hourly limits are divided by this
 */
export const isHourSpent = ({ fieldsAnHour, searchesAnHour }: Limits, { fieldsLastHour, exportedLastHour, searchesLastHour }: LastHour, slower: number): boolean =>
  fieldsLastHour + exportedLastHour >= Math.ceil(fieldsAnHour / slower) || searchesLastHour >= Math.ceil(searchesAnHour / slower)
