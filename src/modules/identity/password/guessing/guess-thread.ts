import { Worker } from 'node:worker_threads'
import type { Guessability } from './estimate.ts'

export type GuessQuestion = { id: number; password: string; names: readonly string[] }
export type GuessAnswer = { id: number; guessability: Guessability }

export type GuessThread = {
  /**
   * How guessable a normalised password is; null when there was no answer in time, or too many were waiting.
   * @param mostWaiting gives up where this many wait already
   */
  estimate: (password: string, names: readonly string[], mostWaiting?: number) => Promise<Guessability | null>
  stop: () => Promise<void>
}

/** For one password, from when the thread takes it up; ordinary ones take 1 to 40 ms, the worst 0.2 s on a quiet machine. */
const answerWithinMs = 2000
/** For reading the dictionaries: 0.3 s on a quiet machine. */
const startWithinMs = 20_000
/** Passwords that wait at most. */
const longestQueue = 50
const memoryMb = 128

/** Run from its sources the program has TypeScript here, from a package JavaScript. */
const workerFile = new URL(`./guess-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

type Waiting = { question: GuessQuestion; resolve: (answer: Guessability | null) => void }

type Running = { worker: Worker; ready: boolean; current: Waiting | undefined; timer: NodeJS.Timeout | undefined }

/**
 * One thread that estimates how guessable passwords are, beside the event loop. It is started at the first question,
 * ended when an answer takes too long, and started anew for the next. It does not keep the program from ending.
 * @param worker replaces the worker's file, for tests of a thread that hangs
 */
export const guessThread = ({ worker = workerFile, withinMs = answerWithinMs } = {}): GuessThread => {
  const waiting: Waiting[] = []
  let running: Running | undefined
  let lastId = 0

  const end = (thread: Running): void => {
    if (running !== thread) return
    running = undefined
    clearTimeout(thread.timer)
    thread.current?.resolve(null)
    void thread.worker.terminate()
    // Nobody waits for a thread that may die again; the next question starts another one.
    for (const { resolve } of waiting.splice(0)) resolve(null)
  }

  const feed = (thread: Running): void => {
    clearTimeout(thread.timer)
    thread.current = thread.ready ? waiting.shift() : undefined
    if (thread.current === undefined) {
      thread.worker.unref()
      return
    }
    thread.worker.ref()
    thread.timer = setTimeout(() => end(thread), withinMs)
    thread.worker.postMessage(thread.current.question)
  }

  const start = (): Running => {
    const thread: Running = {
      worker: new Worker(worker, { name: 'passwords', resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
      ready: false,
      current: undefined,
      timer: undefined,
    }
    thread.timer = setTimeout(() => end(thread), startWithinMs)
    thread.worker.on('message', (message: GuessAnswer | 'ready') => {
      if (running !== thread) return
      if (message === 'ready') thread.ready = true
      else if (message.id === thread.current?.question.id) thread.current.resolve(message.guessability)
      feed(thread)
    })
    thread.worker.on('error', () => end(thread))
    thread.worker.on('exit', () => end(thread))
    return thread
  }

  return {
    estimate: (password, names, mostWaiting = longestQueue) => {
      if (waiting.length >= Math.min(mostWaiting, longestQueue)) return Promise.resolve(null)
      lastId += 1
      const question = { id: lastId, password, names }
      return new Promise((resolve) => {
        waiting.push({ question, resolve })
        running ??= start()
        if (running.ready && running.current === undefined) feed(running)
      })
    },
    stop: async () => {
      const thread = running
      if (thread === undefined) return
      end(thread)
      await thread.worker.terminate()
    },
  }
}
