import { ConfigError } from '../kernel/config.ts'
import { aliyunKmsFrom } from './aliyun/key-source.ts'
import type { KeyService } from './key-service.ts'
import type { Environment } from './settings.ts'
import { transitFrom } from './vault-transit/key-source.ts'

/**
 * The key service that the environment names; undefined when it names none.
 * @throws ConfigError where a variable is missing or wrong, or two services are named
 */
export const keyServiceFrom = (env: Environment): KeyService | undefined => {
  const [transit, aliyun] = [transitFrom(env), aliyunKmsFrom(env)]
  if (transit !== undefined && aliyun !== undefined) {
    throw new ConfigError('Name one key service, WEIDUN_VAULT_* or WEIDUN_KMS_ALIYUN_* (密钥服务只能配置一个)')
  }
  return transit ?? aliyun
}
