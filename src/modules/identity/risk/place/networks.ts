import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Sentence } from '../../../../kernel/sentence.ts'

/** What a network is for: `internal` is the company's own or a private one, `unknown` whatever the pack does not list. */
export const networkKinds = ['hosting', 'vpn', 'carrier', 'internal', 'unknown'] as const

export type NetworkKind = (typeof networkKinds)[number]

export type ListedNetwork = { kind: NetworkKind; name: Sentence }

const name = z.string().min(1).max(60)
const group = z.record(z.string().regex(/^[1-9]\d{0,9}$/), z.strictObject({ zh: name, en: name }))
const packSchema = z.strictObject({ hosting: group, vpn: group, carrier: group })

/**
 * Reads the networks out of the text of packs/networks.yaml.
 * @returns by autonomous system number
 * @throws when the text does not fit, or lists a number twice
 */
export const parseNetworks = (text: string): ReadonlyMap<number, ListedNetwork> => {
  const { hosting, vpn, carrier } = packSchema.parse(parse(text))
  const networks = new Map<number, ListedNetwork>()
  for (const [kind, listed] of [['hosting', hosting], ['vpn', vpn], ['carrier', carrier]] as const) {
    for (const [number, sentence] of Object.entries(listed)) {
      if (networks.has(Number(number))) throw new Error(`packs/networks.yaml lists ${number} twice`)
      networks.set(Number(number), { kind, name: sentence })
    }
  }
  return networks
}

let loaded: ReadonlyMap<number, ListedNetwork> | undefined

/** The networks of the pack that ships; read once. */
export const listedNetworks = (): ReadonlyMap<number, ListedNetwork> => {
  loaded ??= parseNetworks(readFileSync(new URL('../../../../../packs/networks.yaml', import.meta.url), 'utf8'))
  return loaded
}
