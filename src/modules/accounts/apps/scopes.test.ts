import { describe, expect, it } from 'vitest'
import { platforms, type Platform } from '../platforms.ts'
import { knownScopes, purposeNames, type Purpose, scopesBeyond } from './scopes.ts'

describe('scopes beyond the purpose (ACC-8)', () => {
  it.each([
    ['douyin', ['video.create', 'item.comment'], ['publish'], ['item.comment']],
    ['douyin', ['video.create', 'user_info'], ['publish'], []],
    ['douyin', ['no.such.scope'], ['publish'], ['no.such.scope']],
    ['wecom', ['通讯录编辑', '应用消息'], ['notify'], ['通讯录编辑']],
    ['moments', ['anything'], ['publish'], []],
    [null, ['anything'], ['payment'], []],
  ] satisfies [Platform | null, string[], Purpose[], string[]][])('on %s: %j for %j goes beyond by %j', (platform, scopes, purposes, beyond) => {
    expect(scopesBeyond(platform, { scopes, purposes })).toEqual(beyond)
  })

  it('holds no scope beyond that some purpose needs, when every purpose is named', () => {
    const every = Object.keys(purposeNames) as Purpose[]
    const never = ['通讯录编辑', 'email', 'follow_app_official_microblog', 'mobile_alert', 'account_manage']
    for (const platform of Object.keys(platforms) as Platform[]) {
      const beyond = scopesBeyond(platform, { scopes: knownScopes(platform), purposes: every })
      expect(beyond.filter((scope) => !never.includes(scope))).toEqual([])
    }
  })
})
