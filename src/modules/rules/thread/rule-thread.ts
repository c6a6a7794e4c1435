import { Worker } from 'node:worker_threads'
import type { CompiledPacks } from '../../../screening/types.ts'
import type { OwnRule, RuleChanges } from '../changes.ts'
import type { FileFault } from '../files/file-faults.ts'
import type { FileFormat } from '../files/reading.ts'
import type {
  SetMessage,
  TextToCheck,
  ThreadAnswers,
  ThreadKind,
  ThreadReply,
  ThreadRequests,
} from './thread-messages.ts'

/** Changes with their digest, which names them. */
export type RuleSet = { digest: string; changes: RuleChanges }

/** Compiles and tries rules beside the event loop, so that no call waits while rules change. */
export type RuleThread = {
  build: (set: RuleSet) => Promise<ThreadAnswers['build']>
  document: (set: RuleSet, label: string) => Promise<ThreadAnswers['document']>
  check: (set: RuleSet, texts: readonly TextToCheck[]) => Promise<ThreadAnswers['check']>
  samples: (set: RuleSet) => Promise<ThreadAnswers['samples']>
  faults: (rules: readonly OwnRule[]) => Promise<ThreadAnswers['faults']>
  shipped: () => Promise<ThreadAnswers['shipped']>
  readFile: (format: FileFormat, bytes: Uint8Array) => Promise<ThreadAnswers['read-file']>
  writeFile: (format: FileFormat, changes: RuleChanges) => Promise<Uint8Array>
  errorSheet: (faults: readonly FileFault[]) => Promise<Uint8Array>
}

/** A thread that does not answer for so long is ended: a pattern that never comes to an end must not stop everybody. */
const answerWithinMs = 60_000
/** Memory of the thread's own, enough for three dictionaries of 60,000 terms. */
const memoryMb = 768

type Pending = { resolve: (reply: ThreadReply) => void; reject: (error: Error) => void }

/** The thread, started at the first question and again after it died. It does not keep the program from ending. */
export const ruleThread = (shipped: CompiledPacks): RuleThread => {
  let running: { worker: Worker; pending: Map<number, Pending>; sent: Set<string> } | undefined
  let lastId = 0

  const start = () => {
    const worker = new Worker(new URL('./rule-worker.ts', import.meta.url), {
      workerData: { shipped },
      name: 'rules',
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    })
    worker.unref()
    const pending = new Map<number, Pending>()
    const die = (error: Error): void => {
      if (running?.worker === worker) running = undefined
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
    }
    worker.on('error', die)
    worker.on('exit', () => die(new Error('the rules thread ended')))
    worker.on('message', (reply: ThreadReply) => {
      const waiting = pending.get(reply.id)
      pending.delete(reply.id)
      if (pending.size === 0) worker.unref()
      waiting?.resolve(reply)
    })
    return { worker, pending, sent: new Set<string>() }
  }

  const post = async (kind: ThreadKind, request: unknown): Promise<ThreadReply> => {
    running ??= start()
    const { worker, pending } = running
    lastId += 1
    const id = lastId
    const timer = setTimeout(() => void worker.terminate(), answerWithinMs)
    try {
      return await new Promise<ThreadReply>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, kind, request })
      })
    } finally {
      clearTimeout(timer)
    }
  }

  const ask = async <Kind extends ThreadKind>(kind: Kind, request: ThreadRequests[Kind]): Promise<ThreadAnswers[Kind]> => {
    const reply = await post(kind, request)
    if (reply.kind !== 'answer') {
      throw new Error(`the rules thread: ${reply.kind === 'failed' ? reply.message : reply.kind}`)
    }
    return reply.answer as ThreadAnswers[Kind]
  }

  /** Asks about a set; its changes are sent only when the thread has not got them. */
  const askAbout = async <Kind extends 'build' | 'document' | 'check' | 'samples'>(
    kind: Kind,
    set: RuleSet,
    request: (set: SetMessage) => ThreadRequests[Kind],
  ): Promise<ThreadAnswers[Kind]> => {
    if (running?.sent.has(set.digest) === true) {
      const reply = await post(kind, request({ digest: set.digest }))
      if (reply.kind === 'answer') return reply.answer as ThreadAnswers[Kind]
      if (reply.kind === 'failed') throw new Error(`the rules thread: ${reply.message}`)
    }
    const answer = await ask(kind, request(set))
    running?.sent.add(set.digest)
    return answer
  }

  return {
    build: (set) => askAbout('build', set, (message) => ({ set: message })),
    document: (set, label) => askAbout('document', set, (message) => ({ set: message, label })),
    check: (set, texts) => askAbout('check', set, (message) => ({ set: message, texts })),
    samples: (set) => askAbout('samples', set, (message) => ({ set: message })),
    faults: (rules) => ask('faults', { rules }),
    shipped: () => ask('shipped', {}),
    readFile: (format, bytes) => ask('read-file', { format, bytes }),
    writeFile: (format, changes) => ask('write-file', { format, changes }),
    errorSheet: (faults) => ask('error-sheet', { faults }),
  }
}
