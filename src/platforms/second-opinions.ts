import { z } from 'zod'
import { ConfigError } from '../kernel/config.ts'
import { isOutsideAddress } from '../kernel/outbound/outside-address.ts'
import type { Sentence } from '../kernel/sentence.ts'
import { aliyunEndpoint, aliyunJudge, aliyunService } from './aliyun/moderate-text.ts'
import { baiduEndpoint, baiduJudge } from './baidu/censor-text.ts'
import { llmJudge } from './llm/judge-copy.ts'
import type { Judge } from './opinion.ts'
import { tencentEndpoint, tencentJudge } from './tencent-cloud/moderate-text.ts'

type Environment = Readonly<Record<string, string | undefined>>

const names = {
  llm: { zh: '大模型', en: 'Language model' },
  tencent: { zh: '腾讯云文本内容安全', en: 'Tencent Cloud text moderation' },
  baidu: { zh: '百度文本审核', en: 'Baidu text censoring' },
  aliyun: { zh: '阿里云内容安全', en: 'Alibaba Cloud content safety' },
} as const satisfies Record<string, Sentence>

/** A service that is configured. */
type ConfiguredJudge = { provider: keyof typeof names; name: Sentence; ask: Judge }

const word = z
  .string()
  .regex(/^[\x21-\x7e]{1,500}$/, 'must be 1 to 500 printable characters without spaces (须为 1 到 500 个可见字符，不含空格)')

const address = z
  .string()
  .max(500)
  .refine(isOutsideAddress, 'must begin with https://, or http:// within the house (须以 https:// 开头，内网可用 http://)')
  .transform((text) => new URL(text))

const region = z
  .string()
  .regex(/^[a-z]{2}-[a-z0-9-]{2,30}$/, 'must be a region such as cn-shanghai (须为地域代码，如 cn-shanghai)')

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
  const set = Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])),
  )
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
    const ask = llmJudge({
      endpoint: llm.WEIDUN_OPINION_LLM_URL,
      model: llm.WEIDUN_OPINION_LLM_MODEL,
      apiKey: llm.WEIDUN_OPINION_LLM_KEY,
    })
    found.push({ provider: 'llm', name: names.llm, ask })
  }
  const tencent = settingsOf(schemas.tencent, env)
  if (tencent !== undefined) {
    const ask = tencentJudge({
      secretId: tencent.WEIDUN_OPINION_TENCENT_ID,
      secretKey: tencent.WEIDUN_OPINION_TENCENT_KEY,
      region: tencent.WEIDUN_OPINION_TENCENT_REGION,
      policy: tencent.WEIDUN_OPINION_TENCENT_POLICY,
      endpoint: tencent.WEIDUN_OPINION_TENCENT_URL,
    })
    found.push({ provider: 'tencent', name: names.tencent, ask })
  }
  const baidu = settingsOf(schemas.baidu, env)
  if (baidu !== undefined) {
    const ask = baiduJudge({
      apiKey: baidu.WEIDUN_OPINION_BAIDU_KEY,
      secretKey: baidu.WEIDUN_OPINION_BAIDU_SECRET,
      strategy: baidu.WEIDUN_OPINION_BAIDU_STRATEGY,
      endpoint: baidu.WEIDUN_OPINION_BAIDU_URL,
    })
    found.push({ provider: 'baidu', name: names.baidu, ask })
  }
  const aliyun = settingsOf(schemas.aliyun, env)
  if (aliyun !== undefined) {
    const ask = aliyunJudge({
      accessKeyId: aliyun.WEIDUN_OPINION_ALIYUN_ID,
      accessKeySecret: aliyun.WEIDUN_OPINION_ALIYUN_SECRET,
      service: aliyun.WEIDUN_OPINION_ALIYUN_SERVICE,
      endpoint: aliyun.WEIDUN_OPINION_ALIYUN_URL ?? new URL(aliyunEndpoint(aliyun.WEIDUN_OPINION_ALIYUN_REGION)),
    })
    found.push({ provider: 'aliyun', name: names.aliyun, ask })
  }
  return found
}
