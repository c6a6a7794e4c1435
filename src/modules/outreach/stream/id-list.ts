const idBytes = 16
const firstRoom = 1024

/** Ids of people, 16 bytes each and each once: a million of them in 24 MiB. */
export type IdList = {
  readonly size: () => number
  /** Adds a uuid; false for one that is there already. */
  readonly add: (uuid: string) => boolean
  /** Those from one place to another, in the order in which they came. */
  readonly slice: (from: number, to: number) => string[]
}

export const idList = (): IdList => {
  let ids = Buffer.alloc(firstRoom * idBytes)
  let size = 0
  // Open addressing: the place of an id plus one, 0 where there is none; never more than half full.
  let slots = new Int32Array(2 * firstRoom)
  const slotOf = (bytes: Buffer, at: number): number => {
    // The end of a uuid is random in every version that is in use; other ends cost time alone.
    let slot = (bytes.readUInt32LE(at + 12) ^ Math.imul(bytes.readUInt32LE(at + 8), 0x9e3779b1)) & (slots.length - 1)
    for (;;) {
      const place = slots[slot] ?? 0
      if (place === 0 || ids.compare(bytes, at, at + idBytes, (place - 1) * idBytes, place * idBytes) === 0) return slot
      slot = (slot + 1) & (slots.length - 1)
    }
  }
  const grow = (): void => {
    ids = Buffer.concat([ids, Buffer.alloc(ids.length)])
    slots = new Int32Array(2 * slots.length)
    for (let place = 0; place < size; place += 1) slots[slotOf(ids, place * idBytes)] = place + 1
  }
  return {
    size: () => size,
    add: (uuid) => {
      if ((size + 1) * idBytes > ids.length) grow()
      const at = size * idBytes
      ids.write(uuid.replaceAll('-', ''), at, 'hex')
      const slot = slotOf(ids, at)
      if (slots[slot] !== 0) return false
      size += 1
      slots[slot] = size
      return true
    },
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, size) - from) }, (_, index) => {
        const hex = ids.toString('hex', (from + index) * idBytes, (from + index + 1) * idBytes)
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
      }),
  }
}
