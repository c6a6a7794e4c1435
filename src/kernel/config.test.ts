import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('the configuration', () => {
  it('needs nothing', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, databaseUrl: undefined, trustedProxies: 0, logLevel: 'info' })
    expect(config.publicUrl.origin).toBe('http://localhost:8080')
  })

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ DATABASE_URL: '', WEIDUN_URL: '', PORT: '' })).toMatchObject({ port: 8080, databaseUrl: undefined })
  })

  it('writes an IPv6 host as a link needs it', () => {
    expect(readConfig({ HOST: '2001:db8::7', PORT: '9000' }).publicUrl.origin).toBe('http://[2001:db8::7]:9000')
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'mysql://root:hunter2@localhost/weidun'],
    ['WEIDUN_URL', 'javascript:alert(1)'],
    ['WEIDUN_TRUSTED_PROXIES', '-1'],
    ['WEIDUN_LOG', 'loud'],
    ['WEIDUN_SUITE', 'rot13'],
  ])('names %s when it is wrong and keeps its value to itself', (name, value) => {
    const read = (): unknown => readConfig({ [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(name)
    expect(read).not.toThrow(value)
    expect(read).toThrow(/must .+\(.*[须只].*\)/)
  })
})
