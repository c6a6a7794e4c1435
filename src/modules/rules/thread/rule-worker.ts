import { promisify } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { gzip } from 'node:zlib'
import { readPacks } from '../../../screening/compile/read-packs.ts'
import { rulesFolder } from '../../../screening/load-packs.ts'
import { createScreener } from '../../../screening/screener.ts'
import type { Screener } from '../../../screening/types.ts'
import type { RuleChanges } from '../changes.ts'
import { createFolder } from '../../../screening/fold.ts'
import { readFile } from '../files/read-file.ts'
import { errorSheet, writeFile } from '../files/write-file.ts'
import { type BuiltSet, buildSet, engineTerm, faultsOf } from './build-set.ts'
import { runSamples } from './samples.ts'
import { shippedRules } from './shipped-rules.ts'
import type { SetMessage, ThreadAnswers, ThreadData, ThreadKind, ThreadMessage, ThreadReply, ThreadRequests } from './thread-messages.ts'

/** Sets that are kept ready: what is in force, the draft, and one more. */
const mostSets = 3

type Ready = { changes: RuleChanges; built: BuiltSet; screener: Screener }

/** Thrown where a set is named whose changes were not sent. */
class SetNeeded extends Error {}

const start = (port: NonNullable<typeof parentPort>): void => {
  const { shipped } = workerData as ThreadData
  const sources = readPacks(rulesFolder)
  const shippedScreener = createScreener(shipped)
  const folder = createFolder(shipped.characters)
  const sets = new Map<string, Ready>()

  const setOf = async ({ digest, changes }: SetMessage): Promise<Ready> => {
    const known = sets.get(digest)
    if (known !== undefined) {
      // The last one used is the last one forgotten.
      sets.delete(digest)
      sets.set(digest, known)
      return known
    }
    if (changes === undefined) throw new SetNeeded()
    const built = buildSet(shipped, await sources, changes)
    const ready = { changes, built, screener: createScreener(built.packs, built.terms) }
    sets.set(digest, ready)
    const [oldest] = sets.keys()
    if (sets.size > mostSets && oldest !== undefined) sets.delete(oldest)
    return ready
  }

  const answers: { [Kind in ThreadKind]: (request: ThreadRequests[Kind]) => Promise<ThreadAnswers[Kind]> } = {
    build: async ({ set }) => (await setOf(set)).built,
    document: async ({ set, label }) => {
      const { built, changes } = await setOf(set)
      const text = JSON.stringify({ label, packs: built.packs, terms: changes.terms.map(engineTerm) })
      return promisify(gzip)(text)
    },
    check: async ({ set, texts }) => {
      const { screener } = await setOf(set)
      return texts.map(({ text, options }) => screener.check(text, options))
    },
    samples: async ({ set }) => {
      const { changes, built, screener } = await setOf(set)
      const report = runSamples(await sources, changes, { check: screener.check, shipped: shippedScreener.check })
      return { ...report, faults: built.faults }
    },
    faults: async ({ rules }) => faultsOf(shipped, await sources, rules),
    shipped: async () => shippedRules(await sources),
    'read-file': async ({ format, bytes }) => {
      const known = await sources
      return readFile(format, bytes, {
        fold: (text) => folder.foldPlain(text.trim().toLowerCase()),
        shippedRules: new Set(known.packs.flatMap(({ rules }) => rules.map(({ id }) => id))),
        faultsOf: (rules) => faultsOf(shipped, known, rules),
      })
    },
    'write-file': ({ format, changes }) => writeFile(format, changes),
    'error-sheet': ({ faults }) => errorSheet(faults),
  }

  port.on('message', ({ id, kind, request }: ThreadMessage) => {
    const reply = (message: ThreadReply): void => port.postMessage(message)
    // The kind and its request arrive as a pair; the table's type has forgotten that.
    const run = answers[kind] as (request: unknown) => Promise<unknown>
    run(request).then(
      (answer) => reply({ id, kind: 'answer', answer }),
      (error: unknown) =>
        reply(
          error instanceof SetNeeded
            ? { id, kind: 'set-needed' }
            : { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) },
        ),
    )
  })
}

if (parentPort === null) throw new Error('rule-worker.ts runs as a worker thread only')
start(parentPort)
