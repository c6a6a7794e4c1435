import { checkByMachine } from '../../../../src/modules/content/machine-check.ts'
import { createScreener } from '../../../../src/screening/screener.ts'
import { compileTerms, type Term } from '../../../../src/screening/terms.ts'
import type { CompiledPacks, Screener } from '../../../../src/screening/types.ts'
import type { ScreeningAnswer, ScreeningRequest } from './screening-messages.ts'

type Engine = { screener: Screener; industries: string[]; etag: string }

/** What the server has in force; made by the same version of the program that serves this file. */
type RulePack = { label: string; packs: CompiledPacks; terms: Term[] }

/** How long a text is checked before it is asked whether other rules have come into force. */
const askAgainMs = 60_000

const load = async (known?: Engine): Promise<Engine> => {
  // The browser's cache asks by the digest; what is the same does not travel again.
  const response = await fetch('/api/v1/rules/pack', { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`The rules answered ${response.status}`)
  const etag = response.headers.get('etag') ?? ''
  if (known !== undefined && known.etag === etag) return known
  const { packs, terms } = (await response.json()) as RulePack
  return {
    screener: createScreener(packs, compileTerms(terms, packs)),
    industries: packs.industries.flatMap(({ names }) => names.slice(0, 1)),
    etag,
  }
}

let engine = load()
let askedAt = Date.now()

const reply = (answer: ScreeningAnswer): void => self.postMessage(answer)

engine.then(
  ({ industries }) => reply({ kind: 'ready', industries }),
  () => reply({ kind: 'failed' }),
)

/** Looks for newer rules now and then; while they load, and when they do not, the known ones go on. */
const refresh = (known: Engine): void => {
  if (Date.now() - askedAt < askAgainMs) return
  askedAt = Date.now()
  load(known).then(
    (loaded) => {
      engine = Promise.resolve(loaded)
    },
    () => {
      askedAt = Date.now()
    },
  )
}

self.addEventListener('message', ({ data }: MessageEvent<ScreeningRequest>) => {
  void engine.then((known) => {
    refresh(known)
    // The server's own rule, so that what is marked here is what will be found there.
    const { findings } = checkByMachine(known.screener.check, data)
    reply({ kind: 'checked', title: data.title, copy: data.copy, findings: [...findings] })
  })
})
