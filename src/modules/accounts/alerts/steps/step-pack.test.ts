import { describe, expect, it } from 'vitest'
import { alertSteps, parseSteps } from './step-pack.ts'

const step = (change = '') => `
steps:
  - id: freeze
    title: { zh: 冻结, en: Freeze }
    owner: account-owner
    minutes: { likely-stolen: 15 }
    proof: { zh: 写明时间, en: When }
    paths:
      default: { zh: 安全中心, en: Security centre }
${change}`

describe('the steps after an alert (packs/alert-steps.yaml)', () => {
  it('names for each step what to do, by whom, how soon, with which proof, and where on each large platform', () => {
    const steps = alertSteps()
    expect(steps.map(({ id }) => id)).toEqual([
      'freeze', 'end-devices', 'change-password', 'protection', 'check-seats', 'check-content', 'warn-contacts', 'keep-evidence', 'appeal',
    ])
    for (const { id, minutes } of steps) expect(minutes['likely-stolen'], id).toBeLessThanOrEqual(minutes.unclear ?? 1440)
    const everywhere = steps.filter(({ id }) => !['warn-contacts', 'keep-evidence'].includes(id))
    for (const { id, paths } of everywhere) {
      for (const platform of ['wechat-official', 'wecom', 'weibo', 'douyin', 'xiaohongshu'] as const) expect(paths[platform], `${id} ${platform}`).toBeDefined()
    }
  })

  it.each([
    ['a platform that there is not', step('      myspace: { zh: 甲, en: A }')],
    ['a field that nobody reads', step('    urgent: true')],
    ['a step without a clock', step().replace('{ likely-stolen: 15 }', '{}')],
    ['two steps of one name', `${step()}${step().replace('\nsteps:', '')}`],
    ['no place to go to', step().replace('default', 'weibo')],
  ])('refuses %s', (_, text) => {
    expect(() => parseSteps(text)).toThrow()
  })
})
