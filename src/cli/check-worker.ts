import { parentPort, workerData } from 'node:worker_threads'
import type { Block } from './blocks.ts'
import type { BlockTask } from './check-block.ts'
import { checkBlock } from './check-block.ts'
import { screenerFor } from './screener-for.ts'

/** Checks blocks of lines in a thread of its own, one after the other. */
const task = workerData as BlockTask
const screener = await screenerFor(task)
const port = parentPort
port?.on('message', (block: Block) => port.postMessage(checkBlock(screener, block, task.options)))
