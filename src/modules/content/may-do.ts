import { type Actor, mayDo } from '../../kernel/actor.ts'
import { nextState } from './life-cycle.ts'
import type { PublicationPart, ReviewPart } from './material-parts.ts'
import type { Material } from './material-store.ts'
import { hasReviewRight } from './reader-scope.ts'
import { claimGate, returnGate } from './review-gate.ts'

type Situation = {
  material: Material
  writerIds: readonly string[]
  reviews: readonly ReviewPart[]
  publications: readonly PublicationPart[]
}

/**
 * What the actor may do with a material now, for the buttons on screen. The operations decide again when asked; a
 * button may be refused there for what only the operation knows.
 */
export const mayDoWith = (actor: Actor, { material, writerIds, reviews, publications }: Situation) => {
  const isPerson = actor.kind === 'person'
  const { state } = material
  const writes = isPerson && mayDo(actor, 'content.write')
  const wrote = writes && writerIds.includes(actor.id)
  const live = publications.filter((row) => row.taken_down_at === null)
  return {
    edit: writes && nextState(state, 'save') !== null,
    submit: wrote && nextState(state, 'submit') !== null,
    answer: wrote && state === 'self-check',
    passSelfCheck: wrote && nextState(state, 'pass-self-check') !== null,
    ...mayReview(actor, material, writerIds, reviews),
    publish: isPerson && mayDo(actor, 'content.publish') && nextState(state, 'publish') !== null,
    takeDown: isPerson && mayDo(actor, 'content.take-down') && live.length > 0,
    discard: writes && nextState(state, 'discard') !== null && live.length === 0,
  }
}

const mayReview = (
  actor: Actor,
  material: Material,
  writerIds: readonly string[],
  reviews: readonly ReviewPart[],
): { claim: boolean; decide: boolean } => {
  const open = reviews.find(({ level, state }) => level !== 'self' && (state === 'waiting' || state === 'claimed'))
  if (actor.kind !== 'person' || open === undefined) return { claim: false, decide: false }
  const ofVersion = reviews.filter(({ version, level }) => version === material.version && level !== 'self')
  const decidedOthers = ofVersion.filter(
    ({ level, state }) => level !== open.level && (state === 'approved' || state === 'returned'),
  )
  const facts = {
    personId: actor.id,
    hasRight: hasReviewRight(actor, { level: open.level, departmentId: open.department_id }),
    writerIds,
    otherLevelReviewerIds: decidedOthers.flatMap(({ reviewer_id: reviewer }) => (reviewer === null ? [] : [reviewer])),
    holderId: open.reviewer_id,
  }
  return {
    claim: open.state === 'waiting' && claimGate(facts).verdict === 'allow',
    decide: returnGate(facts).verdict === 'allow',
  }
}
