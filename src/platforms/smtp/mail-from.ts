import { z } from 'zod'
import { ConfigError } from '../../kernel/config.ts'
import { isOutsideAddress } from '../../kernel/outbound/outside-address.ts'
import { type Environment, settingsFrom, word } from '../settings.ts'
import type { SendMail } from './mail.ts'
import { smtpMail } from './send-mail.ts'

const portMessage = 'must be a whole number from 1 to 65535 (须为 1 到 65535 的整数)'

const port = z.coerce.number(portMessage).int(portMessage).min(1, portMessage).max(65_535, portMessage)

const schema = z.object({
  WEIDUN_SMTP_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,255}$/, 'must be the name or address of the mail server (须为邮件服务器的域名或 IP)'),
  WEIDUN_SMTP_PORT: port.default(465),
  WEIDUN_SMTP_ENCRYPTION: z
    .enum(['implicit', 'starttls', 'none'], 'must be implicit, starttls or none (只能是 implicit、starttls 或 none)')
    .default('implicit'),
  WEIDUN_SMTP_USER: word.optional(),
  WEIDUN_SMTP_PASSWORD: word.optional(),
  WEIDUN_SMTP_FROM: z.email('must be a mail address (须为邮箱地址)').max(254),
})

/** One without the other signs nobody in. */
const accountParts = z.object({ WEIDUN_SMTP_USER: word, WEIDUN_SMTP_PASSWORD: word })

const title = 'Mail cannot be sent (邮件配置有误)'

/**
 * Sends mail by the server that the environment names; undefined when it names none.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const mailFrom = (env: Environment): SendMail | undefined => {
  const found = settingsFrom({ schema, env, title })
  if (found === undefined) return undefined
  const account = settingsFrom({ schema: accountParts, env, title })
  const { WEIDUN_SMTP_HOST: host, WEIDUN_SMTP_ENCRYPTION: encryption } = found
  const name = host.includes(':') ? `[${host}]` : host
  if (encryption === 'none' && !isOutsideAddress(`http://${name}`)) {
    throw new ConfigError(
      `${title}:\n  WEIDUN_SMTP_ENCRYPTION: none is for servers within the house (只有内网服务器可以不加密)`,
    )
  }
  return smtpMail({
    host,
    port: found.WEIDUN_SMTP_PORT,
    encryption,
    account:
      account === undefined ? undefined : { user: account.WEIDUN_SMTP_USER, password: account.WEIDUN_SMTP_PASSWORD },
    from: found.WEIDUN_SMTP_FROM,
  })
}
