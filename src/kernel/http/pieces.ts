import type { Problem } from '../errors.ts'

/**
 * The pieces of a body as they come.
 * @throws Problem made by `tooLong` once more than `most` bytes have come
 */
export async function* piecesOf(body: ReadableStream<Uint8Array> | null, most: number, tooLong: () => Problem): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.byteLength
    if (bytes > most) throw tooLong()
    yield piece
  }
}

type Ending = {
  /** What is said instead of the rest, where something went wrong. */
  lastLine: (error: Error) => string
  onEnd: () => void
}

/** A stream that asks for a piece once the one before was taken, and for none after its reader is gone. */
export const inPieces = (pieces: AsyncIterable<string>, { lastLine, onEnd }: Ending): ReadableStream<Uint8Array> => {
  const iterator = pieces[Symbol.asyncIterator]()
  const bytes = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await iterator.next()
          if (done !== true) return controller.enqueue(bytes.encode(value))
        } catch (error) {
          if (!(error instanceof Error)) throw error
          controller.enqueue(bytes.encode(lastLine(error)))
        }
        onEnd()
        controller.close()
      },
      cancel: async () => {
        onEnd()
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
