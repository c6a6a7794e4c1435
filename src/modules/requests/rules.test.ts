import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkModel } from '../../kernel/documents/model.ts'
import { copyDocument } from './answer/copy-document.ts'
import { actionsFor } from './handling/may-do.ts'
import { canStep, isEnded, nextState, requestStates, requestSteps } from './life-cycle.ts'
import { contactLimits, waitFor } from './proof/turns.ts'
import { refusalCodes, refusals, refusalsFor } from './refusals.ts'
import { requestKinds } from './vocabulary.ts'

describe('the life of a request (PRV-2)', () => {
  it.each([
    ['received', ['prove', 'refuse', 'withdraw']],
    ['proven', ['take', 'settle', 'withdraw']],
    ['working', ['ask', 'answer', 'refuse', 'withdraw']],
    ['waiting', ['reply', 'refuse', 'withdraw']],
    ['answered', []],
    ['refused', []],
    ['withdrawn', []],
  ] as const)('%s allows %j and nothing else', (state, steps) => {
    expect(requestSteps.filter((step) => canStep(state, step))).toEqual(steps)
    expect(isEnded(state)).toBe(steps.length === 0)
  })

  it('answers nobody before the identity is proven and somebody took it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...requestSteps), { maxLength: 20 }), (steps) => {
        let state: (typeof requestStates)[number] = 'received'
        const done: string[] = []
        for (const step of steps) {
          if (!canStep(state, step)) {
            const from = state
            expect(() => nextState(from, step)).toThrow('request.state-changed')
            continue
          }
          state = nextState(state, step)
          done.push(step)
        }
        if (state === 'answered') expect(done).toContain('prove')
        if (done.includes('answer')) expect(done.indexOf('take')).toBeLessThan(done.indexOf('answer'))
      }),
    )
  })

  it('offers no button that its state refuses', () => {
    for (const kind of requestKinds) {
      for (const state of requestStates) {
        const actions = actionsFor({ kind, state, subject: '1', candidates: ['1'], erasure_asked_by: null })
        if (isEnded(state)) expect(actions).toEqual([])
        if (state === 'waiting') expect(actions).toEqual(['note-reply', 'refuse', 'note-withdrawal'])
      }
    }
  })

  it('knows for each kind of request a lawful reason to refuse it, each with its article', () => {
    for (const kind of requestKinds) expect(refusalsFor(kind)).toContain('not-proven')
    for (const code of refusalCodes) expect(refusals[code].law.zh).toMatch(/第.*条/)
  })
})

describe('the copy as a PDF (PRV-2)', () => {
  it('stays within what a document holds, however much there is, and says what it left out', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => [String(at), 'x'.repeat(500), '字'.repeat(400), '', '', '', '', ''])
    const section = { key: 'much', title: '很多'.repeat(80), columns: ['1', '2', '3', '4', '5', '6', '7', '8'], rows }
    const copy = { format: 'weidun-personal-data/1' as const, number: '1', madeAt: '2026-06-01T02:00:00.000Z', company: '公司'.repeat(200) }
    const model = copyDocument({ ...copy, parts: [{ name: 'a.b', title: '部分', sections: [section, { ...section, rows: [] }, section] }] })
    expect(() => checkModel(model)).not.toThrow()
    expect(model.sections[2]?.paragraphs?.join('')).toContain('共 5000 行，此处列出前 0 行')
  })
})

describe('how often codes go out (PRV-2)', () => {
  const now = new Date('2026-06-01T02:00:00Z')
  const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000)
  it.each([
    [[], 0],
    [[ago(59)], 1],
    [[ago(60)], 0],
    [[ago(70), ago(140), ago(210), ago(280), ago(350)], 3250],
  ])('after %j waits %d s', (sent, seconds) => {
    expect(waitFor(sent, contactLimits, now)).toBe(seconds)
  })
})
