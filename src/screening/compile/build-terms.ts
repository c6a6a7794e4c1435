import { Worker } from 'node:worker_threads'
import type { CompiledTerms, Term } from '../terms.ts'
import type { CompiledPacks } from '../types.ts'
import type { TermsAnswer, TermsTask } from './terms-worker.ts'

/** Longest time a build may take. */
const TIMEOUT_MS = 30_000

/**
 * Compiles company terms in a thread of its own, so that checks under way are not stopped. A screener never changes: make
 * a new one out of what comes back, and let the old one finish.
 *
 * @throws RangeError as `compileTerms` does; Error when the thread fails or takes more than 30 seconds
 */
export const buildTerms = (terms: readonly Term[], { characters }: Pick<CompiledPacks, 'characters'>): Promise<CompiledTerms> =>
  new Promise((resolve, reject) => {
    const task: TermsTask = { terms, characters }
    const worker = new Worker(new URL('./terms-worker.ts', import.meta.url), { workerData: task })
    const timer = setTimeout(() => {
      reject(new Error(`building the terms took more than ${TIMEOUT_MS / 1000} seconds`))
      void worker.terminate()
    }, TIMEOUT_MS)
    worker.once('message', (answer: TermsAnswer) => {
      if ('fault' in answer) reject(new RangeError(answer.fault))
      else resolve(answer.compiled)
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the thread that builds terms ended without an answer'))
    })
  })
