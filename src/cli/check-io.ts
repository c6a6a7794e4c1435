import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { addAbortSignal } from 'node:stream'

/** What the command reads and writes; the process's own streams by default. */
export type CheckIo = {
  stdin: AsyncIterable<Uint8Array>
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
  /** Whether findings for people are coloured. */
  colour?: boolean
  /** Asks the command to stop; what was written stays whole. */
  signal?: AbortSignal
}

/** 1 and 2 add up: 3 says that something was found and something else could not be read. */
export const exitCode = { ok: 0, found: 1, unreadable: 2, misuse: 2, interrupted: 130 } as const

export const exitCodeOf = ({ found, unreadable }: { found: number; unreadable: number }): number =>
  (found > 0 ? exitCode.found : 0) + (unreadable > 0 ? exitCode.unreadable : 0)

/** Writes; waits while the reader on the other side is slower than we are. Rejects when `signal` asks to stop. */
export const writeTo = async (stream: NodeJS.WritableStream, text: string, signal?: AbortSignal): Promise<void> => {
  if (!stream.write(text)) await once(stream, 'drain', signal === undefined ? {} : { signal })
}

const PATIENCE = 3

/** The process's own streams. Ctrl-C asks to stop; whoever presses it three times means it. */
export const ownIo = (): CheckIo => {
  const stopping = new AbortController()
  let asked = 0
  const stop = (): void => {
    if (++asked >= PATIENCE) process.exit(exitCode.interrupted)
    stopping.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const stdin: Readable = process.stdin
  return {
    stdin: addAbortSignal(stopping.signal, stdin),
    stdout: process.stdout,
    stderr: process.stderr,
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    signal: stopping.signal,
  }
}
