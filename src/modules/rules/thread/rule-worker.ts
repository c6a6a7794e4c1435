import { promisify } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { gzip } from 'node:zlib'
import { readPacks } from '../../../screening/compile/read-packs.ts'
import { checkDocument } from '../../../screening/documents/index.ts'
import { createFolder } from '../../../screening/fold.ts'
import { rulesFolder } from '../../../screening/load-packs.ts'
import { asJson } from '../../../screening/pack-file.ts'
import { createScreener } from '../../../screening/screener.ts'
import { countsOf } from '../changes.ts'
import { readFile } from '../files/read-file.ts'
import { errorSheet, writeFile } from '../files/write-file.ts'
import { packedSet } from '../rule-set.ts'
import { engineTerm, faultsOf } from './build-set.ts'
import { differencesBetween } from './differences.ts'
import { editChanges, isWithinBounds, mergeChanges } from './edit-changes.ts'
import { type KnownSet, knownSets, SetNeeded } from './known-sets.ts'
import { runSamples } from './samples.ts'
import { shippedRules } from './shipped-rules.ts'
import type {
  PlainKind,
  PlainRequests,
  SetKind,
  SetRequests,
  ThreadAnswers,
  ThreadData,
  ThreadMessage,
  ThreadReply,
} from './thread-messages.ts'

type SetAnswerers = {
  [Kind in SetKind]: (sets: readonly [KnownSet, KnownSet], request: SetRequests[Kind]) => Promise<ThreadAnswers[Kind]>
}
type PlainAnswerers = { [Kind in PlainKind]: (request: PlainRequests[Kind]) => Promise<ThreadAnswers[Kind]> }

const start = async (port: NonNullable<typeof parentPort>): Promise<void> => {
  const { shipped } = workerData as ThreadData
  const sources = await readPacks(rulesFolder)
  const shippedScreener = createScreener(shipped)
  const { foldPlain } = createFolder(shipped.characters)
  const fold = (text: string): string => foldPlain(text.trim().toLowerCase())
  const sets = knownSets({ shipped, sources })
  const shippedIds = new Set(sources.packs.flatMap(({ rules }) => rules.map(({ id }) => id)))

  const aboutSets: SetAnswerers = {
    edit: async ([{ changes }], { edit }) => {
      const edited = editChanges(changes, edit, fold)
      if (edited === null) return { outcome: 'absent' }
      if (!isWithinBounds(edited)) return { outcome: 'too-many' }
      const set = await packedSet(edited)
      sets.keep(set.content, edited)
      return { outcome: 'edited', set }
    },
    build: async ([set]) => set.built(),
    document: async ([set], { label }) => {
      const text = JSON.stringify({ label, packs: asJson(set.built().packs), terms: set.changes.terms.map(engineTerm) })
      return promisify(gzip)(text)
    },
    check: async ([set], { texts }) => texts.map(({ text, options }) => set.screener().check(text, options)),
    'check-document': async ([set], { document, options }) => checkDocument(set.screener(), document, options),
    samples: async ([set]) => {
      const report = runSamples(sources, set.changes, { check: set.screener().check, shipped: shippedScreener.check })
      return { ...report, faults: set.built().faults }
    },
    terms: async ([{ changes }], { query: { search, effect, offset, limit } }) => {
      const wanted = search === undefined ? undefined : fold(search)
      const found = changes.terms.filter(
        (term) =>
          (effect === undefined || term.effect === effect) &&
          (wanted === undefined || fold(term.term).includes(wanted)),
      )
      return { total: found.length, items: found.slice(offset, offset + limit) }
    },
    contents: async ([{ changes }]) => ({ changes: changes.changes, rules: changes.rules, counts: countsOf(changes) }),
    differences: async ([from, to]) => differencesBetween(from.changes, to.changes),
    'read-file': async ([{ changes: present }], { format, bytes, mode }) => {
      const faultsIn = (rules: Parameters<typeof faultsOf>[2]) => faultsOf(shipped, sources, rules)
      const file = await readFile(format, bytes, { fold, shippedRules: shippedIds, faultsOf: faultsIn })
      if ('unreadable' in file) return { outcome: 'unreadable', sentence: file.unreadable }
      const result = mode === 'replace' ? file.changes : mergeChanges(present, file.changes, fold)
      if (!isWithinBounds(result)) return { outcome: 'too-many' }
      return {
        outcome: 'read',
        counts: countsOf(file.changes),
        differences: differencesBetween(present, result),
        faultCount: file.faultCount,
        faults: file.faults,
        result: await packedSet(result),
      }
    },
    'write-file': ([{ changes }], { format }) => writeFile(format, changes),
  }
  const plain: PlainAnswerers = {
    faults: async ({ rules }) => faultsOf(shipped, sources, rules),
    shipped: async () => shippedRules(sources),
    'error-sheet': ({ faults }) => errorSheet(faults),
  }

  const answer = async ({ kind, sets: named, request }: ThreadMessage): Promise<unknown> => {
    // The kind and its request arrive as a pair; the tables' types have forgotten that.
    if (kind in plain) return (plain[kind as PlainKind] as (request: unknown) => Promise<unknown>)(request)
    const known: KnownSet[] = []
    for (const message of named) known.push(await sets.get(message))
    const [first, second = first] = known
    if (first === undefined || second === undefined) throw new Error(`${kind} names no set`)
    const run = aboutSets[kind as SetKind] as (
      sets: readonly [KnownSet, KnownSet],
      request: unknown,
    ) => Promise<unknown>
    return run([first, second], request)
  }

  port.on('message', (message: ThreadMessage) => {
    const reply = (sent: ThreadReply): void => port.postMessage(sent)
    const { id } = message
    answer(message).then(
      (given) => reply({ id, kind: 'answer', answer: given }),
      (error: unknown) =>
        reply(
          error instanceof SetNeeded
            ? { id, kind: 'sets-needed' }
            : { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) },
        ),
    )
  })
}

if (parentPort === null) throw new Error('rule-worker.ts runs as a worker thread only')
await start(parentPort)
