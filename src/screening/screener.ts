import { createChannelCheck } from './channel.ts'
import type { Allowed } from './company-terms.ts'
import { coverOf, createTermFinder } from './company-terms.ts'
import { createMarker } from './marker.ts'
import { mergeFindings } from './merge.ts'
import { createPersonalCheck } from './personal-check.ts'
import { createReading } from './reading.ts'
import { createSecretCheck } from './secret-check.ts'
import { createSignReader } from './signs.ts'
import { createTally } from './tally.ts'
import type { CompiledTerms } from './terms.ts'
import type { CompiledPacks, Screener } from './types.ts'
import { decide } from './verdict.ts'

/**
 * Makes a screener out of compiled packs and, where there are any, the company's own terms. Pure: no clock, network or
 * storage; the same text gives the same answer.
 * `check` takes any string, never throws, and is linear in its length; long texts are read part by part.
 *
 * @param terms words of the company, compiled by `compileTerms` with the same packs
 */
export const createScreener = (packs: CompiledPacks, terms?: CompiledTerms): Screener => {
  const reader = createSignReader(packs)
  const channelCheck = createChannelCheck(packs, reader)
  const mark = createMarker(packs, reader, channelCheck.asked)
  const read = createReading(packs)
  const checkPersonal = createPersonalCheck(packs.rules)
  const checkSecrets = createSecretCheck(packs.rules)
  const findTerms = terms === undefined || terms.terms.length === 0 ? null : createTermFinder(terms)
  const yielding = new Set(packs.rules.filter(({ yields }) => yields).map(({ id }) => id))

  return {
    check: (text, options = {}) => {
      const { setting, facts, parts, extent } = mark(text, options)
      const found = createTally()
      const denied = createTally()
      const allowed: Allowed[] = []
      for (const part of parts()) {
        for (const finding of read(part, setting)) found.add(finding)
        if (findTerms === null) continue
        const said = findTerms(part.folded, part.span, text)
        for (const one of said.allowed) allowed.push(one)
        for (const finding of said.findings) denied.add(finding)
      }
      const duties = channelCheck.check({ extent: extent(), facts, setting }, options.advertising === true)
      const whole = [...found.findings, ...duties, ...checkPersonal(setting), ...checkSecrets(setting)]
      // Findings that an allowed term covers from end to end go, those of denied terms come.
      const isAllowed = coverOf(allowed)
      const kept = allowed.length === 0 ? whole : whole.filter((finding) => !isAllowed(finding))
      const findings = mergeFindings([...kept, ...denied.findings], yielding)
      return { decision: decide(findings), findings }
    },
  }
}
