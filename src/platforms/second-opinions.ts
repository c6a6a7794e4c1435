import { z } from 'zod'
import { ConfigError } from '../kernel/config.ts'
import { isOutsideAddress } from '../kernel/outbound/outside-address.ts'
import { aliyunEndpoint, aliyunJudge, aliyunService } from './aliyun/moderate-text.ts'
import { baiduEndpoint, baiduJudge } from './baidu/censor-text.ts'
import { llmJudge } from './llm/judge-copy.ts'
import type { Judge } from './opinion.ts'
import { tencentEndpoint, tencentJudge } from './tencent-cloud/moderate-text.ts'

type Environment = Readonly<Record<string, string | undefined>>

export const providers = ['llm', 'tencent', 'baidu', 'aliyun'] as const

/** A service that is configured. */
export type ConfiguredJudge = { provider: (typeof providers)[number]; judge: Judge }

const word = z
  .string()
  .regex(/^[\x21-\x7e]{1,500}$/, 'must be 1 to 500 printable characters without spaces (须为 1 到 500 个可见字符，不含空格)')

const address = z
  .string()
  .max(500)
  .refine(isOutsideAddress, 'must begin with https://, or http:// within the house (须以 https:// 开头，内网可用 http://)')
  .transform((text) => new URL(text))

const region = z.string().regex(/^[a-z]{2}-[a-z0-9-]{2,30}$/, 'must be a region such as cn-shanghai (须为地域代码，如 cn-shanghai)')

/** Every variable, by service; a service is on when its first two are set (for llm: address and model). */
const schemas = {
  llm: z.object({
    WEIDUN_OPINION_LLM_URL: address,
    WEIDUN_OPINION_LLM_MODEL: word,
    WEIDUN_OPINION_LLM_KEY: word.optional(),
  }),
  tencent: z.object({
    WEIDUN_OPINION_TENCENT_ID: word,
    WEIDUN_OPINION_TENCENT_KEY: word,
    WEIDUN_OPINION_TENCENT_REGION: region.default('ap-guangzhou'),
    WEIDUN_OPINION_TENCENT_POLICY: word.optional(),
    WEIDUN_OPINION_TENCENT_URL: address.default(new URL(tencentEndpoint)),
  }),
  baidu: z.object({
    WEIDUN_OPINION_BAIDU_KEY: word,
    WEIDUN_OPINION_BAIDU_SECRET: word,
    WEIDUN_OPINION_BAIDU_STRATEGY: word.optional(),
    WEIDUN_OPINION_BAIDU_URL: address.default(new URL(baiduEndpoint)),
  }),
  aliyun: z.object({
    WEIDUN_OPINION_ALIYUN_ID: word,
    WEIDUN_OPINION_ALIYUN_SECRET: word,
    WEIDUN_OPINION_ALIYUN_REGION: region.default('cn-shanghai'),
    WEIDUN_OPINION_ALIYUN_SERVICE: word.default(aliyunService),
    WEIDUN_OPINION_ALIYUN_URL: address.optional(),
  }),
}

const missing = 'is missing, the service needs it (缺少这一项)'

/** The variables of one service that are set, checked; undefined when none is. */
const settingsOf = <S extends z.ZodObject>(schema: S, env: Environment): z.output<S> | undefined => {
  const names = Object.keys(schema.shape)
  const set = Object.fromEntries(names.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])))
  if (Object.keys(set).length === 0) return undefined
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const lines = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.')}: ${set[path.join('.')] === undefined ? missing : message}`,
  )
  throw new ConfigError(`Second opinion cannot be used (第二意见配置有误):\n${lines.join('\n')}`)
}

/**
 * The services that the environment names; none by default, and then nothing ever leaves the house.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const secondOpinionsFrom = (env: Environment): ConfiguredJudge[] => {
  const found: ConfiguredJudge[] = []
  const llm = settingsOf(schemas.llm, env)
  if (llm !== undefined) {
    const judge = llmJudge({
      endpoint: llm.WEIDUN_OPINION_LLM_URL,
      model: llm.WEIDUN_OPINION_LLM_MODEL,
      apiKey: llm.WEIDUN_OPINION_LLM_KEY,
    })
    found.push({ provider: 'llm', judge })
  }
  const tencent = settingsOf(schemas.tencent, env)
  if (tencent !== undefined) {
    const judge = tencentJudge({
      secretId: tencent.WEIDUN_OPINION_TENCENT_ID,
      secretKey: tencent.WEIDUN_OPINION_TENCENT_KEY,
      region: tencent.WEIDUN_OPINION_TENCENT_REGION,
      policy: tencent.WEIDUN_OPINION_TENCENT_POLICY,
      endpoint: tencent.WEIDUN_OPINION_TENCENT_URL,
    })
    found.push({ provider: 'tencent', judge })
  }
  const baidu = settingsOf(schemas.baidu, env)
  if (baidu !== undefined) {
    const judge = baiduJudge({
      apiKey: baidu.WEIDUN_OPINION_BAIDU_KEY,
      secretKey: baidu.WEIDUN_OPINION_BAIDU_SECRET,
      strategy: baidu.WEIDUN_OPINION_BAIDU_STRATEGY,
      endpoint: baidu.WEIDUN_OPINION_BAIDU_URL,
    })
    found.push({ provider: 'baidu', judge })
  }
  const aliyun = settingsOf(schemas.aliyun, env)
  if (aliyun !== undefined) {
    const judge = aliyunJudge({
      accessKeyId: aliyun.WEIDUN_OPINION_ALIYUN_ID,
      accessKeySecret: aliyun.WEIDUN_OPINION_ALIYUN_SECRET,
      service: aliyun.WEIDUN_OPINION_ALIYUN_SERVICE,
      endpoint: aliyun.WEIDUN_OPINION_ALIYUN_URL ?? new URL(aliyunEndpoint(aliyun.WEIDUN_OPINION_ALIYUN_REGION)),
    })
    found.push({ provider: 'aliyun', judge })
  }
  return found
}
