import type { Block } from './blocks.ts'
import { readBlocks } from './blocks.ts'
import type { BlockTask, CheckedBlock } from './check-block.ts'
import { checkBlock, MAX_LINE } from './check-block.ts'
import type { CheckIo } from './check-io.ts'
import { exitCode, exitCodeOf, writeTo } from './check-io.ts'
import type { CheckPool } from './check-pool.ts'
import { openPool } from './check-pool.ts'
import { bytesFor } from './lines.ts'
import { screenerFor } from './screener-for.ts'

/** A thread costs a second to start and to warm up, which is what these bytes cost: shorter input does without. */
const SMALL_INPUT = 16_000_000

/** Blocks under way for each thread: one that it checks and one that waits for it. */
const BLOCKS_PER_JOB = 2

export type StreamRun = {
  sources: readonly AsyncIterable<Uint8Array>[]
  task: BlockTask
  /** Threads; 1 checks in this very thread. Without it, as many as fit the machine, once the input proves large. */
  jobs: number | undefined
  /** Threads for a large input when `jobs` is not given. */
  cores: number
  io: CheckIo
}

type Checker = { check: (block: Block) => Promise<CheckedBlock>; width: () => number; close: () => Promise<void> }

/** Checks here while the input is small, and hands over to threads when it proves large. */
const createChecker = async ({ jobs, cores, task }: StreamRun): Promise<Checker> => {
  const screener = await screenerFor(task)
  const most = jobs ?? cores
  let pool: CheckPool | null = null
  let seen = 0
  return {
    width: () => (pool === null ? 1 : most * BLOCKS_PER_JOB),
    check: async (block) => {
      seen += block.kind === 'lines' ? block.bytes.length : 0
      if (pool === null && most > 1 && (jobs !== undefined || seen > SMALL_INPUT)) pool = openPool(most, task)
      return pool === null ? checkBlock(screener, block, task.options) : pool.check(block)
    },
    close: async () => pool?.close(),
  }
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/**
 * Checks JSONL as it streams in: answers in the order of the lines, as much under way as threads can hold, no more read
 * than can be written. Memory does not depend on the length of the input.
 *
 * @returns the exit code
 */
export const checkStream = async (run: StreamRun): Promise<number> => {
  const { stdout, stderr, signal } = run.io
  const checker = await createChecker(run)
  const total = { lines: 0, found: 0, unreadable: 0 }
  /**
   * Answers under way, in the order of their blocks; each resolves when it is written, which is after the one before.
   */
  const written: Promise<void>[] = []
  const write = async (answer: Promise<CheckedBlock>, before: Promise<void> | undefined): Promise<void> => {
    const checked = await answer
    await before
    await writeTo(stdout, checked.output, signal)
    total.lines += checked.lines
    total.found += checked.found
    total.unreadable += checked.unreadable
  }
  try {
    for (const source of run.sources) {
      for await (const block of readBlocks(source, bytesFor(MAX_LINE))) {
        signal?.throwIfAborted()
        const done = write(checker.check(block), written.at(-1))
        // Whoever awaits it below hears of a failure; until then it must not end the process.
        done.catch(() => undefined)
        written.push(done)
        while (written.length >= checker.width()) await written.shift()
      }
    }
    for (const done of written) await done
  } catch (error) {
    if (signal?.aborted !== true || !isAbort(error)) throw error
    stderr.write(`已中断：已输出 ${total.lines} 行的结果。Interrupted after ${total.lines} lines.\n`)
    return exitCode.interrupted
  } finally {
    await checker.close()
  }
  if (total.unreadable > 0) {
    stderr.write(`${total.unreadable} 行无法读取，行号和原因见输出中的 line 与 error。${total.unreadable} lines could not be read.\n`)
  }
  return exitCodeOf(total)
}
