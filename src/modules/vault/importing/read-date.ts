/** Days between 1899-12-30, from which spreadsheets count (ECMA-376 part 1, 18.17.4.1), and 1970-01-01. */
const serialOfEpoch = 25_569
const day = 86_400_000
/** 1900-03-01, before which the count is off by a day, and 2100-01-01. */
const [firstSerial, lastSerial] = [61, 73_051]

const isoOf = (year: string, month: string, date: string): string | null => {
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return new Date(`${iso}T00:00:00Z`).toJSON()?.slice(0, 10) === iso ? iso : null
}

/**
 * A day in one of the ways in which people and spreadsheets write it, as `YYYY-MM-DD`: 1990-1-1, 1990/01/01, 1990.1.1,
 * 19900101, 1990年1月1日, with or without a time behind it, and a spreadsheet's count of days. Day and month first is refused,
 * since nobody can tell one from the other.
 * @param serial whether it is a figure of a spreadsheet
 */
export const readDate = (text: string, { serial }: { serial: boolean }): string | null => {
  if (serial && /^\d{1,5}(?:\.\d+)?$/.test(text)) {
    const days = Math.floor(Number(text))
    return days < firstSerial || days > lastSerial ? null : new Date((days - serialOfEpoch) * day).toISOString().slice(0, 10)
  }
  const plain = text.normalize('NFKC').replace(/[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?$/, '').trim()
  const parts = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2})|年(\d{1,2})月(\d{1,2})日?)$/.exec(plain)
  if (parts === null) return null
  const [, year = '', , m1, d1, m2, d2, m3, d3] = parts
  return isoOf(year, m1 ?? m2 ?? m3 ?? '', d1 ?? d2 ?? d3 ?? '')
}
