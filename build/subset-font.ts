import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** What we use of HarfBuzz's subsetter (hb-subset.h), as harfbuzzjs exports it; every pointer is a number. */
type Subsetter = {
  memory: { buffer: ArrayBuffer }
  _initialize: () => void
  malloc: (size: number) => number
  hb_blob_create: (data: number, length: number, mode: number, userData: number, destroy: number) => number
  hb_blob_get_data: (blob: number, length: number) => number
  hb_blob_get_length: (blob: number) => number
  hb_face_create: (blob: number, index: number) => number
  hb_face_reference_blob: (face: number) => number
  hb_set_add: (set: number, value: number) => void
  hb_set_clear: (set: number) => void
  hb_subset_input_create_or_fail: () => number
  hb_subset_input_set: (input: number, kind: number) => number
  hb_subset_input_set_flags: (input: number, flags: number) => void
  hb_subset_input_unicode_set: (input: number) => number
  hb_subset_or_fail: (face: number, input: number) => number
}

/** What we use of WebAssembly, which the types of Node leave to those of the DOM. */
type Wasm = { instantiate: (bytes: Uint8Array) => Promise<{ instance: { exports: unknown } }> }
const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: Wasm }

const WRITABLE = 2
/** hb_subset_sets_t */
const DROP_TABLES = 3
const LAYOUT_FEATURES = 6
/** hb_subset_flags_t: no hinting; no subroutines, which would be embedded whole for a few characters; no layout closure. */
const FLAGS = 0x1 | 0x4 | 0x200

/** Layout, vertical writing and the signature, which a subset breaks: nothing that a line of Chinese text needs. */
const dropped = ['GPOS', 'GSUB', 'BASE', 'VORG', 'vhea', 'vmtx', 'DSIG']

const tagOf = (name: string): number => Buffer.from(name, 'latin1').readUInt32BE()

/**
 * Cuts a font down to some characters: no layout tables, no hints. Each call has a WebAssembly instance of its own, whose
 * memory goes with it.
 * @throws Error where HarfBuzz cannot read the font
 */
export const subsetOf = async (font: Uint8Array, codePoints: readonly number[]): Promise<Buffer> => {
  const path = fileURLToPath(new URL('harfbuzz-subset.wasm', import.meta.resolve('harfbuzzjs')))
  const { instance } = await wasm.instantiate(await readFile(path))
  // The exports of a WebAssembly module have no types.
  const hb = instance.exports as Subsetter
  hb['_initialize']()

  const data = hb.malloc(font.length)
  new Uint8Array(hb.memory.buffer).set(font, data)
  const face = hb.hb_face_create(hb.hb_blob_create(data, font.length, WRITABLE, 0, 0), 0)
  const input = hb.hb_subset_input_create_or_fail()
  hb.hb_set_clear(hb.hb_subset_input_set(input, LAYOUT_FEATURES))
  hb.hb_subset_input_set_flags(input, FLAGS)
  for (const table of dropped) hb.hb_set_add(hb.hb_subset_input_set(input, DROP_TABLES), tagOf(table))
  for (const codePoint of codePoints) hb.hb_set_add(hb.hb_subset_input_unicode_set(input), codePoint)

  const subset = hb.hb_subset_or_fail(face, input)
  if (subset === 0) throw new Error('HarfBuzz could not cut the font down')
  const blob = hb.hb_face_reference_blob(subset)
  const [start, length] = [hb.hb_blob_get_data(blob, 0), hb.hb_blob_get_length(blob)]
  return Buffer.from(hb.memory.buffer.slice(start, start + length))
}
