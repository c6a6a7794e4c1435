import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { platformField } from '../../platforms.ts'

const sentence = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) })
const minutes = z.int().min(5).max(10_080)

/** Who sees to a step: a role on the account, or the post. */
const stepOwners = ['account-owner', 'stand-in', 'security-administrator'] as const

/** Where on each platform; `default` on those that are not named. */
const paths = z
  .partialRecord(z.enum(['default', ...platformField.options]), sentence)
  .transform(({ default: otherwise, ...named }, ctx) => {
    if (otherwise !== undefined) return { ...named, default: otherwise }
    ctx.addIssue({ code: 'custom', message: 'needs a default' })
    return z.NEVER
  })

const stepSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]{1,39}$/),
  title: sentence,
  owner: z.enum(stepOwners),
  minutes: z.strictObject({ 'likely-stolen': minutes, unclear: minutes.optional() }),
  proof: sentence,
  paths,
})

const packSchema = z.strictObject({ steps: z.array(stepSchema).min(1).max(40) })

export type AlertStep = z.output<typeof stepSchema>

/**
 * Reads the steps out of the text of packs/alert-steps.yaml.
 * @throws when the text does not fit, names a platform that there is not, or has two steps of one name
 */
export const parseSteps = (text: string): readonly AlertStep[] => {
  const { steps } = packSchema.parse(parse(text))
  if (new Set(steps.map(({ id }) => id)).size !== steps.length) throw new Error('packs/alert-steps.yaml names a step twice')
  return steps
}

let loaded: readonly AlertStep[] | undefined

/** The steps of the pack that ships, in their order; read once. */
export const alertSteps = (): readonly AlertStep[] => {
  loaded ??= parseSteps(readFileSync(new URL('../../../../../packs/alert-steps.yaml', import.meta.url), 'utf8'))
  return loaded
}
