import { createChannelCheck } from './channel.ts'
import { createMarker } from './marker.ts'
import { mergeFindings } from './merge.ts'
import { createPersonalCheck } from './personal-check.ts'
import { createReading } from './reading.ts'
import type { CompiledPacks, Screener } from './types.ts'
import { decide } from './verdict.ts'

/**
 * Makes a screener out of compiled packs. Pure: no clock, network or storage; the same text gives the same answer.
 * `check` takes any string, never throws, and is linear in its length.
 */
export const createScreener = (packs: CompiledPacks): Screener => {
  const mark = createMarker(packs)
  const read = createReading(packs)
  const checkChannel = createChannelCheck(packs)
  const checkPersonal = createPersonalCheck(packs.rules)
  const yielding = new Set(packs.rules.filter(({ yields }) => yields).map(({ id }) => id))

  return {
    check: (text, options = {}) => {
      const marked = mark(text, options)
      const duties = checkChannel(marked.folded, marked.setting, options.advertising === true)
      const findings = mergeFindings([...read(marked), ...duties, ...checkPersonal(marked.setting)], yielding)
      return { decision: decide(findings), findings }
    },
  }
}
