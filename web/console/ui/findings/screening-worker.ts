import { checkByMachine } from '../../../../src/modules/content/machine-check.ts'
import { createScreener } from '../../../../src/screening/screener.ts'
import type { CompiledPacks, Screener } from '../../../../src/screening/types.ts'
import type { ScreeningAnswer, ScreeningRequest } from './screening-messages.ts'

type Engine = { screener: Screener; industries: string[] }

const load = async (): Promise<Engine> => {
  const response = await fetch('/assets/screening/packs.json')
  if (!response.ok) throw new Error(`The rule packs answered ${response.status}`)
  // Compiled by the build of the same version that serves this file.
  const packs = (await response.json()) as CompiledPacks
  return { screener: createScreener(packs), industries: packs.industries.flatMap(({ names }) => names.slice(0, 1)) }
}

const engine = load()

const reply = (answer: ScreeningAnswer): void => self.postMessage(answer)

engine.then(
  ({ industries }) => reply({ kind: 'ready', industries }),
  () => reply({ kind: 'failed' }),
)

self.addEventListener('message', ({ data }: MessageEvent<ScreeningRequest>) => {
  void engine.then(({ screener: { check } }) => {
    // The server's own rule, so that what is marked here is what will be found there.
    reply({ kind: 'checked', title: data.title, copy: data.copy, findings: [...checkByMachine(check, data).findings] })
  })
})
