import { describe, expect, it } from 'vitest'
import { isOutsideAddress } from '../kernel/outbound/outside-address.ts'
import { secondOpinionsFrom } from './second-opinions.ts'

const providersIn = (env: Record<string, string>): string[] => secondOpinionsFrom(env).map(({ provider }) => provider)

describe('which services are asked (CNT-2)', () => {
  it('is none by default, and none where a variable is empty', () => {
    expect(providersIn({})).toEqual([])
    expect(providersIn({ WEIDUN_OPINION_LLM_URL: '', WEIDUN_OPINION_LLM_MODEL: '' })).toEqual([])
  })

  it('is each that the environment names in full', () => {
    expect(
      providersIn({
        WEIDUN_OPINION_LLM_URL: 'http://127.0.0.1:11434/v1',
        WEIDUN_OPINION_LLM_MODEL: 'qwen3:8b',
        WEIDUN_OPINION_TENCENT_ID: 'id',
        WEIDUN_OPINION_TENCENT_KEY: 'key',
        WEIDUN_OPINION_BAIDU_KEY: 'key',
        WEIDUN_OPINION_BAIDU_SECRET: 'secret',
        WEIDUN_OPINION_ALIYUN_ID: 'id',
        WEIDUN_OPINION_ALIYUN_SECRET: 'secret',
      }),
    ).toEqual(['llm', 'tencent', 'baidu', 'aliyun'])
  })

  it.each([
    [{ WEIDUN_OPINION_LLM_URL: 'https://api.example.com/v1' }, /WEIDUN_OPINION_LLM_MODEL: is missing/],
    [{ WEIDUN_OPINION_TENCENT_KEY: 'hush-hush' }, /WEIDUN_OPINION_TENCENT_ID: is missing/],
    [{ WEIDUN_OPINION_ALIYUN_ID: 'id', WEIDUN_OPINION_ALIYUN_SECRET: 'two words' }, /ALIYUN_SECRET: must be/],
    [{ WEIDUN_OPINION_LLM_URL: 'http://api.example.com', WEIDUN_OPINION_LLM_MODEL: 'm' }, /LLM_URL: must begin with/],
  ])('says which variable is missing or wrong, never its value: %j', (env, message) => {
    const read = (): unknown => secondOpinionsFrom(env)
    expect(read).toThrow(message)
    expect(read).not.toThrow(/hush-hush|two words|api\.example\.com/)
  })
})

describe('addresses that the operator may name', () => {
  it.each([
    ['https://api.deepseek.com/v1', true],
    ['http://127.0.0.1:11434/v1', true],
    ['http://localhost:8000', true],
    ['http://10.1.2.3/v1', true],
    ['http://192.168.1.9', true],
    ['http://172.16.0.1', true],
    ['http://[::1]:8000', true],
    ['http://[fd00::1]:8000', true],
    ['http://model.internal', true],
    ['http://172.32.0.1', false],
    ['http://api.deepseek.com', false],
    ['http://8.8.8.8', false],
    ['https://user:secret@api.example.com', false],
    ['https://169.254.169.254/latest', false],
    ['https://[fe80::1]/', false],
    ['ftp://example.com', false],
    ['file:///etc/passwd', false],
    ['no address', false],
  ])('%s: %s', (address, allowed) => {
    expect(isOutsideAddress(address)).toBe(allowed)
  })
})
