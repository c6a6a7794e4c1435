import { z } from 'zod'
import type { Sentence } from '../kernel/sentence.ts'
import { aliyunEndpoint, aliyunJudge, aliyunService } from './aliyun/moderate-text.ts'
import { baiduEndpoint, baiduJudge } from './baidu/censor-text.ts'
import { llmJudge } from './llm/judge-copy.ts'
import type { Judge } from './opinion.ts'
import { address, type Environment, region, settingsFrom, word } from './settings.ts'
import { tencentEndpoint, tencentJudge } from './tencent-cloud/moderate-text.ts'

const names = {
  llm: { zh: '大模型', en: 'Language model' },
  tencent: { zh: '腾讯云文本内容安全', en: 'Tencent Cloud text moderation' },
  baidu: { zh: '百度文本审核', en: 'Baidu text censoring' },
  aliyun: { zh: '阿里云内容安全', en: 'Alibaba Cloud content safety' },
} as const satisfies Record<string, Sentence>

/** A service that is configured. */
type ConfiguredJudge = { provider: keyof typeof names; name: Sentence; ask: Judge }

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

const settingsOf = <S extends z.ZodObject>(schema: S, env: Environment): z.output<S> | undefined =>
  settingsFrom({ schema, env, title: 'Second opinion cannot be used (第二意见配置有误)' })

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
