import { parentPort } from 'node:worker_threads'
import { createEstimator } from './estimate.ts'
import type { GuessAnswer, GuessQuestion } from './guess-thread.ts'

/** Estimates passwords in a thread of its own, one after the other. Nothing of a password is kept or answered. */
const start = (port: NonNullable<typeof parentPort>): void => {
  const estimate = createEstimator()
  port.on('message', ({ id, password, names }: GuessQuestion) => {
    const answer: GuessAnswer = { id, guessability: estimate(password, names) }
    port.postMessage(answer)
  })
  port.postMessage('ready')
}

if (parentPort === null) throw new Error('guess-worker.ts runs as a worker thread only')
start(parentPort)
