import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const modelsFile = z.strictObject({
  models: z
    .array(z.strictObject({ aaguid: z.guid(), name: z.string().min(2).max(80), coreAccounts: z.boolean() }))
    .max(500),
})

/** A model of authenticator: its AAGUID, what people call it, and whether it may be used for core accounts. */
type KeyModel = z.infer<typeof modelsFile>['models'][number]

let loaded: ReadonlyMap<string, KeyModel> | undefined

/** The models of packs/authenticators.yaml by AAGUID; read once. */
const keyModels = (): ReadonlyMap<string, KeyModel> => {
  loaded ??= new Map(
    modelsFile
      .parse(parse(readFileSync(new URL('../../../../packs/authenticators.yaml', import.meta.url), 'utf8')))
      .models.map((model) => [model.aaguid, model]),
  )
  return loaded
}

/** What a model is called; null where it is not known. */
export const keyModelName = (aaguid: string): string | null => keyModels().get(aaguid)?.name ?? null

export type KeyFacts = {
  aaguid: string
  singleDevice: boolean
  /** As the authenticator stated it; `none` proves no model. */
  attestationFormat: string
  /** Models that the company added. */
  companyModels: readonly string[]
}

/**
 * What a passkey proves (ACC-3): a `security-key` cannot leave its device, attested its model, and the model is on the
 * list of packs/authenticators.yaml or of the company. Everything else is a `passkey`.
 */
export const strengthOf = ({ aaguid, singleDevice, attestationFormat, companyModels }: KeyFacts): 'passkey' | 'security-key' =>
  singleDevice &&
  attestationFormat !== 'none' &&
  (keyModels().get(aaguid)?.coreAccounts === true || companyModels.includes(aaguid))
    ? 'security-key'
    : 'passkey'
