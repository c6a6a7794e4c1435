import { tableLimits } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** The texts that cells of a workbook refer to by number: millions of short ones, side by side in a few buffers. */
export const sharedTexts = () => {
  let [bytes, used, ends, count] = [Buffer.alloc(64 * 1024), 0, new Uint32Array(4096), 0]
  return {
    /** @throws UnreadableFile beyond the bound */
    add: (text: string): void => {
      const size = Buffer.byteLength(text)
      if (used + size > tableLimits.sharedBytes) throw new UnreadableFile('too-much-text')
      if (used + size > bytes.length) {
        const grown = Buffer.alloc(Math.max(bytes.length * 2, used + size))
        bytes.copy(grown)
        bytes = grown
      }
      if (count === ends.length) {
        const longer = new Uint32Array(ends.length * 2)
        longer.set(ends)
        ends = longer
      }
      used += bytes.write(text, used)
      ends[count] = used
      count += 1
    },
    at: (index: number): string | undefined => {
      const end = index < count ? ends[index] : undefined
      return end === undefined ? undefined : bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], end)
    },
  }
}

export type SharedTexts = ReturnType<typeof sharedTexts>
