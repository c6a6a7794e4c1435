import type { Decision } from '../../kernel/decision.ts'
import type { RecipientBrief } from './ports.ts'
import type { OutreachContext, OutreachDatabase } from './scope.ts'
import { storedFacts } from './send-facts.ts'
import { type SendFacts, sendGate } from './send-gate.ts'
import { type OutreachSettings, settingsInForce } from './settings.ts'
import { silenced } from './silenced.ts'
import type { Channel, Purpose } from './vocabulary.ts'
import { offersWayOut } from './way-out.ts'

export type Question = {
  people: readonly string[]
  purpose: Purpose
  channel: Channel
  /** What is to be sent; marketing needs one. */
  materialId: string | null
}

type Tools = { db: OutreachDatabase } & Pick<OutreachContext, 'now' | 'secrets'> & { ports: Pick<OutreachContext['ports'], 'recipients' | 'unsendable' | 'copy'> }

type Known = { settings: OutreachSettings; briefs: ReadonlyMap<string, RecipientBrief> }

type Decided = {
  decisions: readonly { person: string; decision: Decision }[]
  /** Those with a reservation that is over and not yet written down as such. */
  stale: readonly string[]
}

/** Asks the gate about each of these people, in the order in which they were named. Changes nothing. */
export const decideKnowing = async ({ db, now, secrets, ports }: Tools, question: Question, { settings, briefs }: Known): Promise<Decided> => {
  const { people, purpose, channel, materialId } = question
  const unsendable = await ports.unsendable({ db, secrets }, people)
  const material = materialId === null ? undefined : await ports.copy(db, materialId)
  const stored = await storedFacts(db, { people, purpose, channel, now })
  const same = {
    now,
    purpose,
    channel,
    cap: settings.cap,
    quietHours: settings.quietHours,
    copy: material === undefined ? null : { approved: material.approved, wayOut: offersWayOut(channel, material.text) },
    platformLimit: settings.platformLimits[channel] ?? null,
  }
  const decisions = people.map((person) => {
    const facts = stored.get(person)
    if (facts === undefined) throw new Error('a person was asked about and not answered')
    const known: SendFacts = { ...same, ...facts, person: briefs.get(person) ?? null }
    return { person, decision: sendGate(unsendable.has(person) ? silenced(known) : known) }
  })
  return { decisions, stale: people.filter((person) => stored.get(person)?.stale === true) }
}

/** The same, for whoever does not reserve. */
export const decide = async (tools: Tools, question: Question): Promise<Decided['decisions']> => {
  const known = { settings: await settingsInForce(tools.db), briefs: await tools.ports.recipients(tools.db, question.people) }
  return (await decideKnowing(tools, question, known)).decisions
}
