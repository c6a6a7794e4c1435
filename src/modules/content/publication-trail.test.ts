import { describe, expect, it } from 'vitest'
import { flawsOf, type PublicationTrail } from './publication-trail.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 1, minute))

const sound: PublicationTrail = {
  publicationDigest: 'd',
  approvalDigest: 'd',
  submissionDigest: 'd',
  recomputedDigest: 'd',
  passed: [
    { level: 'self', reviewerId: 'author', decidedAt: at(1) },
    { level: 'department', reviewerId: 'head', decidedAt: at(2) },
    { level: 'legal', reviewerId: 'lawyer', decidedAt: at(3) },
  ],
  writerIds: ['author'],
  approvedAt: at(3),
  recordedAt: at(9),
  levelsInLedger: ['self', 'department', 'legal'],
}

describe('the trail of a publication (CNT-1)', () => {
  it('is whole when text, people, order and ledger agree', () => {
    expect(flawsOf(sound)).toEqual([])
  })

  it.each(['publicationDigest', 'approvalDigest', 'submissionDigest', 'recomputedDigest'] as const)(
    'shows a changed %s',
    (name) => {
      expect(flawsOf({ ...sound, [name]: 'x' })).toEqual(['digest'])
    },
  )

  it('shows a reviewer put in by hand', () => {
    const passed = sound.passed.map((review) => ({ ...review, reviewerId: 'author' }))
    expect(flawsOf({ ...sound, passed })).toEqual(['people'])
  })

  it('shows a missing level', () => {
    expect(flawsOf({ ...sound, passed: sound.passed.slice(0, 2) })).toEqual(['people', 'order'])
  })

  it('shows a decision after the approval', () => {
    expect(flawsOf({ ...sound, approvedAt: at(2) })).toEqual(['order'])
  })

  it('shows an approval that the ledger never saw', () => {
    expect(flawsOf({ ...sound, levelsInLedger: ['self', 'department'] })).toEqual(['ledger'])
  })
})
