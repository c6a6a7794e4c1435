import { endianness } from 'node:os'
import { z } from 'zod'

/** A place as a sign-in keeps it; the coordinates are its middle, the radius says how far from there it may really be. */
export const placeSchema = z.object({
  /** ISO 3166-1 alpha-2; `CN` is the mainland, `HK`, `MO` and `TW` stand for themselves. */
  country: z.string().length(2),
  /** Short Chinese names (浙江, 杭州), or null where they are not known and outside the mainland. */
  province: z.string().max(30).nullable(),
  city: z.string().max(30).nullable(),
  name: z.object({ zh: z.string().max(80), en: z.string().max(80) }),
  latitude: z.number(),
  longitude: z.number(),
  radiusKm: z.number(),
})

export type Place = z.output<typeof placeSchema>

/** Where each range starts, ascending, and what it stands for; 0 is nothing known. */
export type Ranges<Starts, Ids> = { starts: Starts; ids: Ids }

/** dist/places/places.bin in memory. A place is named by its number in `places`, counted from 1. */
export type PlacesFile = {
  places: readonly Place[]
  v4Place: Ranges<Uint32Array, Uint16Array>
  v4Asn: Ranges<Uint32Array, Uint32Array>
  /** Starts are the first 48 bits of an address. */
  v6Place: Ranges<Float64Array, Uint16Array>
  v6Asn: Ranges<Float64Array, Uint32Array>
}

const headerSchema = z.object({ format: z.literal(1), places: z.array(placeSchema), lengths: z.array(z.int()).length(4) })

const align = (offset: number): number => Math.ceil(offset / 8) * 8

/** The file, little endian: length of a JSON header, the header, then the columns one after the other. */
export const encodePlaces = ({ places, v4Place, v4Asn, v6Place, v6Asn }: PlacesFile): Uint8Array => {
  const tables = [v4Place, v4Asn, v6Place, v6Asn]
  const header = new TextEncoder().encode(JSON.stringify({ format: 1, places, lengths: tables.map(({ starts }) => starts.length) }))
  const columns = tables.flatMap(({ starts, ids }) => [starts, ids])
  const size = columns.reduce((at, { byteLength }) => align(at) + byteLength, align(4 + header.length))
  const file = new Uint8Array(size)
  new DataView(file.buffer).setUint32(0, header.length, true)
  file.set(header, 4)
  columns.reduce((at, { buffer, byteOffset, byteLength }) => {
    file.set(new Uint8Array(buffer, byteOffset, byteLength), align(at))
    return align(at) + byteLength
  }, 4 + header.length)
  return file
}

/** Reads what `encodePlaces` wrote; the columns stay where they are. */
export const decodePlaces = (file: Uint8Array): PlacesFile => {
  if (endianness() !== 'LE') throw new Error('the table of places needs a little-endian machine')
  // Columns are aligned to eight bytes from the start of the buffer.
  const buffer = file.slice().buffer
  const headerLength = new DataView(buffer).getUint32(0, true)
  const header = headerSchema.parse(JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength))))
  const [v4Places = 0, v4Asns = 0, v6Places = 0, v6Asns = 0] = header.lengths
  let at = 4 + headerLength
  const take = <Column>(column: new (buffer: ArrayBuffer, offset: number, length: number) => Column, length: number, width: number): Column => {
    const offset = align(at)
    at = offset + length * width
    return new column(buffer, offset, length)
  }
  return {
    places: header.places,
    v4Place: { starts: take(Uint32Array, v4Places, 4), ids: take(Uint16Array, v4Places, 2) },
    v4Asn: { starts: take(Uint32Array, v4Asns, 4), ids: take(Uint32Array, v4Asns, 4) },
    v6Place: { starts: take(Float64Array, v6Places, 8), ids: take(Uint16Array, v6Places, 2) },
    v6Asn: { starts: take(Float64Array, v6Asns, 8), ids: take(Uint32Array, v6Asns, 4) },
  }
}
