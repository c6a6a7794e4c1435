import { Worker } from 'node:worker_threads'
import type { CheckedDocument, DocumentText } from '../../../screening/documents/index.ts'
import type { CheckOptions, CompiledPacks } from '../../../screening/types.ts'
import type { OwnRule } from '../changes.ts'
import type { FileFault } from '../files/file-faults.ts'
import type { FileFormat } from '../files/reading.ts'
import type { RuleSet } from '../rule-set.ts'
import type { DraftEdit } from './edit-changes.ts'
import type {
  PlainKind,
  PlainRequests,
  SetKind,
  SetRequests,
  TermQuery,
  TextToCheck,
  ThreadAnswers,
  ThreadReply,
} from './thread-messages.ts'

/** Edits, compiles and tries rules beside the event loop, so that no call waits while rules change. */
export type RuleThread = {
  edit: (set: RuleSet, edit: DraftEdit) => Promise<ThreadAnswers['edit']>
  build: (set: RuleSet) => Promise<ThreadAnswers['build']>
  document: (set: RuleSet, label: string) => Promise<ThreadAnswers['document']>
  check: (set: RuleSet, texts: readonly TextToCheck[]) => Promise<ThreadAnswers['check']>
  checkDocument: (set: RuleSet, document: DocumentText, options: CheckOptions) => Promise<CheckedDocument>
  samples: (set: RuleSet) => Promise<ThreadAnswers['samples']>
  terms: (set: RuleSet, query: TermQuery) => Promise<ThreadAnswers['terms']>
  contents: (set: RuleSet) => Promise<ThreadAnswers['contents']>
  differences: (from: RuleSet, to: RuleSet) => Promise<ThreadAnswers['differences']>
  readFile: (present: RuleSet, file: SetRequests['read-file']) => Promise<ThreadAnswers['read-file']>
  writeFile: (set: RuleSet, format: FileFormat) => Promise<Uint8Array>
  faults: (rules: readonly OwnRule[]) => Promise<ThreadAnswers['faults']>
  shipped: () => Promise<ThreadAnswers['shipped']>
  errorSheet: (faults: readonly FileFault[]) => Promise<Uint8Array>
}

/** A thread that does not answer for so long is ended: a pattern that never comes to an end must not stop everybody. */
const answerWithinMs = 60_000
/** Memory of the thread's own, enough for the sets that it keeps at 60,000 terms each. */
const memoryMb = 1024

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

  const post = async (kind: SetKind | PlainKind, sets: readonly unknown[], request: unknown): Promise<ThreadReply> => {
    running ??= start()
    const { worker, pending } = running
    lastId += 1
    const id = lastId
    const timer = setTimeout(() => void worker.terminate(), answerWithinMs)
    try {
      return await new Promise<ThreadReply>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, kind, sets, request })
      })
    } finally {
      clearTimeout(timer)
    }
  }

  const answerOf = (reply: ThreadReply): unknown => {
    if (reply.kind === 'answer') return reply.answer
    throw new Error(`the rules thread: ${reply.kind === 'failed' ? reply.message : reply.kind}`)
  }

  const ask = async <Kind extends PlainKind>(kind: Kind, request: PlainRequests[Kind]): Promise<ThreadAnswers[Kind]> =>
    answerOf(await post(kind, [], request)) as ThreadAnswers[Kind]

  /** Asks about sets; their bytes are sent only when the thread has not got them. */
  const askAbout = async <Kind extends SetKind>(
    kind: Kind,
    sets: readonly RuleSet[],
    request: SetRequests[Kind],
  ): Promise<ThreadAnswers[Kind]> => {
    const names = sets.map(({ content }) => ({ content }))
    if (sets.every(({ content }) => running?.sent.has(content) === true)) {
      const reply = await post(kind, names, request)
      if (reply.kind !== 'sets-needed') return answerOf(reply) as ThreadAnswers[Kind]
    }
    const answer = answerOf(
      await post(
        kind,
        sets.map(({ content, packed }) => ({ content, packed })),
        request,
      ),
    )
    for (const { content } of sets) running?.sent.add(content)
    return answer as ThreadAnswers[Kind]
  }

  return {
    edit: (set, edit) => askAbout('edit', [set], { edit }),
    build: (set) => askAbout('build', [set], {}),
    document: (set, label) => askAbout('document', [set], { label }),
    check: (set, texts) => askAbout('check', [set], { texts: texts.map(({ text, options }) => ({ text, options })) }),
    checkDocument: (set, document, options) => askAbout('check-document', [set], { document, options }),
    samples: (set) => askAbout('samples', [set], {}),
    terms: (set, query) => askAbout('terms', [set], { query }),
    contents: (set) => askAbout('contents', [set], {}),
    differences: (from, to) => askAbout('differences', [from, to], {}),
    readFile: (present, file) => askAbout('read-file', [present], file),
    writeFile: (set, format) => askAbout('write-file', [set], { format }),
    faults: (rules) => ask('faults', { rules }),
    shipped: () => ask('shipped', {}),
    errorSheet: (faults) => ask('error-sheet', { faults }),
  }
}
