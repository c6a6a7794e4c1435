import { type Table, together } from '../../src/modules/identity/risk/place/ranges.ts'

/**
 * Networks that are at home in one province: carriers run many of their Chinese networks by province. No open table
 * names the cities of Chinese IPv6, but a network whose IPv4 addresses lie in one province has its IPv6 there as well.
 * @param provinceOf the province of a place, or undefined where the place is in none
 * @returns by network, the place of its province
 */
export const homeProvinces = (
  { places, networks, limit }: { places: Table; networks: Table; limit: number },
  provinceOf: (place: number) => number | undefined,
): ReadonlyMap<number, number> => {
  /** Addresses by network and province. */
  const counted = new Map<number, Map<number, number>>()
  for (const { start, end, a, b } of together(places, networks, limit)) {
    const province = provinceOf(a)
    if (province === undefined || b === 0) continue
    const shares = counted.get(b) ?? new Map<number, number>()
    shares.set(province, (shares.get(province) ?? 0) + end - start)
    counted.set(b, shares)
  }
  const homes = new Map<number, number>()
  for (const [network, shares] of counted) {
    const sum = [...shares.values()].reduce((a, b) => a + b, 0)
    const [first] = [...shares].toSorted((a, b) => b[1] - a[1])
    if (first !== undefined && sum >= enoughAddresses && first[1] >= sum * share) homes.set(network, first[0])
  }
  return homes
}

const enoughAddresses = 4096
const share = 0.95
