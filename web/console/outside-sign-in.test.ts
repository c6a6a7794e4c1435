import { describe, expect, it, vi } from 'vitest'

describe('coming back from a sign-in provider (ACC-3)', () => {
  it('goes nowhere else than within this console, whatever the tab remembers', async () => {
    vi.stubGlobal('window', { location: { pathname: '/', search: '' } })
    const { errandOf } = await import('./outside-sign-in.ts')
    const kept = (next: unknown, purpose: unknown = 'sign-in') => errandOf(JSON.stringify({ purpose, next }))
    expect(kept('/materials?state=draft')).toEqual({ purpose: 'sign-in', next: '/materials?state=draft' })
    for (const bad of ['https://attacker.example', '//attacker.example', '/\\attacker.example', 'javascript:alert(1)', 7, null]) {
      expect(kept(bad)).toEqual({ purpose: 'sign-in', next: '/' })
    }
    expect(kept('/me', 'link')).toEqual({ purpose: 'link', next: '/me' })
    expect(kept('/me', 'other')).toEqual({ purpose: 'sign-in', next: '/me' })
    for (const broken of [null, '', '{', 'null', '[]', '"x"']) expect(errandOf(broken)).toEqual({ purpose: 'sign-in', next: '/' })
    vi.unstubAllGlobals()
  })

  it('takes code and state out of the address before anything else reads it', async () => {
    const replaced: unknown[] = []
    vi.resetModules()
    vi.stubGlobal('window', {
      location: { pathname: '/sign-in/return/oidc', search: '?code=c&state=s' },
      history: { replaceState: (...to: unknown[]) => replaced.push(to) },
    })
    const { returned } = await import('./returned.ts')
    expect(returned).toBe('code=c&state=s')
    expect(replaced).toEqual([[null, '', '/sign-in/return/oidc']])
    vi.unstubAllGlobals()
  })
})
