import { parentPort, workerData } from 'node:worker_threads'
import { createScreener } from '../screening/index.ts'
import type { CheckOptions } from '../screening/index.ts'
import { loadPacks } from '../screening/load-packs.ts'
import type { Block } from './blocks.ts'
import { checkBlock } from './check-block.ts'

/** Checks blocks of lines in a thread of its own, one after the other. */
const options = workerData as CheckOptions
const screener = createScreener(await loadPacks())
const port = parentPort
port?.on('message', (block: Block) => port.postMessage(checkBlock(screener, block, options)))
