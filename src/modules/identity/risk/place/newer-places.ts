import { readFileSync, statSync } from 'node:fs'
import { OperatorError } from '../../../../kernel/operator-error.ts'
import type { PlacesFile } from './places-file.ts'
import { combine, tableOf } from './ranges.ts'
import { shortName } from './short-name.ts'
import { readXdb } from './xdb.ts'

/** The files of ip2region have 11 and 36 MB; what is far larger is something else. */
const mostBytes = 256 * 1024 * 1024

/**
 * A table of places in which files of the company's own say where Chinese addresses are. They are believed where they name a
 * province of the mainland; everything else stays as it ships.
 * @param files xdb files of ip2region, IPv4 or IPv6
 * @throws OperatorError where one is no such file
 */
export const withNewerPlaces = (shipped: PlacesFile, files: readonly Buffer[]): PlacesFile => {
  const numbers = new Map(
    shipped.places.flatMap(({ country, province, city }, at) =>
      country === 'CN' && province !== null ? [[`${province}/${city ?? ''}`, at + 1] as const] : [],
    ),
  )
  const tables = { ...shipped }
  for (const file of files) {
    const { version, ranges } = readXdb(file, ({ country, province, city }) => {
      const [inProvince, inCity] = [shortName(province), shortName(city)]
      // A city that the table does not know is somewhere in its province.
      return country === '中国' ? (numbers.get(`${inProvince}/${inCity}`) ?? numbers.get(`${inProvince}/`) ?? 0) : 0
    })
    const newer = tableOf(ranges)
    if (version === 4) {
      const { starts, ids } = combine(newer, tables.v4Place, 2 ** 32, (own, place) => own || place)
      tables.v4Place = { starts: Uint32Array.from(starts), ids: Uint16Array.from(ids) }
    } else {
      const { starts, ids } = combine(newer, tables.v6Place, 2 ** 48, (own, place) => own || place)
      tables.v6Place = { starts: Float64Array.from(starts), ids: Uint16Array.from(ids) }
    }
  }
  return tables
}

/**
 * Reads the files that WEIDUN_PLACES names, separated by commas.
 * @throws OperatorError naming the variable, where one cannot be read
 */
export const filesNamed = (names: string): Buffer[] =>
  names.split(',').map((name) => name.trim()).filter((name) => name !== '').map((name) => {
    try {
      if (statSync(name).size > mostBytes) throw new OperatorError('larger than 256 MB (超过 256 MB)')
      return readFileSync(name)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new OperatorError(`WEIDUN_PLACES: ${name} cannot be read (无法读取): ${why}`)
    }
  })
