import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

/** A process that a test starts and kills. */
export type Child = {
  /** Lines printed so far. */
  lines: string[]
  /** Resolves when a line satisfies the question; rejects when the process ends before. */
  until(asked: (line: string) => boolean): Promise<string>
  /** kill -9, and waits for the end. */
  kill(): Promise<void>
  ended: Promise<void>
}

/** Runs a file of test/conformance/children with the arguments given, at most until the test that started it is over. */
export function startChild(file: string, ...args: string[]): Child {
  const program = spawn(process.execPath, [join(import.meta.dirname, 'children', file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const reader = createInterface({ input: program.stdout })
  reader.on('line', (line) => lines.push(line))
  const ended = new Promise<void>((resolve) => { program.once('close', () => resolve()) })

  onTestFinished(async () => {
    program.kill('SIGKILL')
    await ended
  })

  return {
    lines,
    ended,
    until(asked) {
      const said = lines.find(asked)
      if (said !== undefined) return Promise.resolve(said)
      return new Promise((resolve, reject) => {
        reader.on('line', (line) => { if (asked(line)) resolve(line) })
        void ended.then(() => reject(new Error(`${file} ended: ${lines.at(-1) ?? 'without a word'}`)))
      })
    },
    async kill() {
      program.kill('SIGKILL')
      await ended
    },
  }
}
