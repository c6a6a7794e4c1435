import { Worker } from 'node:worker_threads'
import type { Block } from './blocks.ts'
import type { BlockTask, CheckedBlock } from './check-block.ts'

/** Threads that check blocks. Answers come in any order; whoever asks keeps his own. */
export type CheckPool = { check: (block: Block) => Promise<CheckedBlock>; close: () => Promise<void> }

type Waiting = { block: Block; settle: PromiseWithResolvers<CheckedBlock> }

/** Run from its sources the program has TypeScript here, from a package JavaScript. */
const workerFile = new URL(`./check-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

/** Starts `jobs` threads; each holds one block at a time, the rest waits here. */
export const openPool = (jobs: number, task: BlockTask): CheckPool => {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const running = new Map<Worker, Waiting>()
  let fault: Error | null = null

  const fail = (error: Error): void => {
    fault = error
    for (const { settle } of [...running.values(), ...waiting.splice(0)]) settle.reject(error)
    running.clear()
  }
  const feed = (worker: Worker): void => {
    const next = waiting.shift()
    if (next === undefined) {
      idle.push(worker)
      return
    }
    running.set(worker, next)
    worker.postMessage(next.block)
  }
  const workers = Array.from({ length: jobs }, () => {
    const worker = new Worker(workerFile, { workerData: task, name: 'check' })
    worker.on('message', (checked: CheckedBlock) => {
      running.get(worker)?.settle.resolve(checked)
      running.delete(worker)
      feed(worker)
    })
    worker.on('error', fail)
    idle.push(worker)
    return worker
  })
  return {
    check: (block) => {
      if (fault !== null) return Promise.reject(fault)
      const settle = Promise.withResolvers<CheckedBlock>()
      waiting.push({ block, settle })
      const worker = idle.pop()
      if (worker !== undefined) feed(worker)
      return settle.promise
    },
    close: async () => {
      fail(new Error('the pool is closed'))
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
