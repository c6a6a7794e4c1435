import { channelOf } from './channel.ts'
import { createFolder } from './fold.ts'
import type { Hit } from './hits.ts'
import { createHitFinder } from './hits.ts'
import { industriesOf } from './industry.ts'
import type { Setting } from './judge.ts'
import { createJudge } from './judge.ts'
import { createRearranger } from './rearrange.ts'
import type { Restored } from './restore.ts'
import { createRestorer } from './restore.ts'
import type { CheckOptions, CompiledPacks, Finding } from './types.ts'
import type { View } from './view.ts'

/** A text after the rules: what they found, and the text without disguises. */
export type Marked = { folded: View; plain: View; setting: Setting; findings: Finding[] }

/** Applies every rule of words to a text. */
export type Marker = (text: string, options: CheckOptions) => Marked

/** Only findings that lie where a disguise was undone are new in the restored text. */
const touches = (hit: Hit, places: readonly { start: number; end: number }[]): boolean =>
  places.some(({ start, end }) => start < hit.end && hit.start < end)

/** Makes the marker of compiled packs. Pure; linear in the length of the text. */
export const createMarker = (packs: CompiledPacks): Marker => {
  const folder = createFolder(packs.characters)
  const restorer = createRestorer(packs)
  const rearrange = createRearranger(packs)
  const find = createHitFinder(packs)
  const judge = createJudge(packs)

  return (text, options) => {
    const folded = folder.fold(text)
    const setting = {
      trade: folder.foldPlain((options.industry ?? '').slice(0, 40)),
      industries: industriesOf(packs.industries, options.industry, folded.text),
      channel: channelOf(packs.channels, options.channel),
      text,
    }
    const findings: Finding[] = []
    /** Looks through a view; with places, only a hit that touches one of them is new. */
    const look = (view: View, places: Restored['places'] | null): void => {
      for (const hit of find(view, { from: 0, to: view.length })) {
        if (places !== null && !touches(hit, places)) continue
        const finding = judge(view, hit, setting)
        if (finding !== null) findings.push(finding)
      }
    }
    look(folded, null)
    const rearranged = rearrange(folded)
    if (rearranged !== null) look(rearranged.view, rearranged.places)
    const restored = restorer.restore(folded)
    if (restored === null) return { folded, plain: folded, setting, findings }
    look(restored.view, restored.places)
    return { folded, plain: restored.view, setting, findings }
  }
}
