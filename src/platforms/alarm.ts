import { z } from 'zod'
import { type Environment, settingsFrom } from './settings.ts'
import type { SendMail } from './smtp/mail.ts'

/** What security administrators have to know at once, outside the console as well. */
export type Alarm = {
  /** The same for the same alarm: mail that comes twice is known by it. */
  id: string
  title: string
  text: string
  /** Where in the console it is looked into. */
  link: string
}

type MessageGroup = (markdown: string, signal: AbortSignal) => Promise<{ kind: string }>

const schema = z.object({
  WEIDUN_ALARM_MAIL: z
    .string()
    .max(1000)
    .transform((text) => text.split(',').map((mailbox) => mailbox.trim()).filter((mailbox) => mailbox !== ''))
    .refine(
      (mailboxes) => mailboxes.length <= 5 && mailboxes.every((mailbox) => z.email().safeParse(mailbox).success),
      'must be one to five mail addresses, separated by commas (须为一到五个邮箱，用逗号分隔)',
    ),
})

const timeoutMs = 20_000

/**
 * Raises alarms by mail to `WEIDUN_ALARM_MAIL` and in the WeCom group of the robot, whichever is configured; undefined
 * where neither is. Rejects where a supplier asks to try again, so that the job does.
 * @throws ConfigError when the variable is wrong
 */
export const alarmFrom = (
  env: Environment,
  { sendMail, messageGroup }: { sendMail: SendMail | undefined; messageGroup: MessageGroup | undefined },
): ((alarm: Alarm) => Promise<void>) | undefined => {
  const found = settingsFrom({ schema, env, title: 'Alarms cannot be sent (告警配置有误)' })
  const mailboxes = sendMail === undefined ? [] : (found?.WEIDUN_ALARM_MAIL ?? [])
  if (mailboxes.length === 0 && messageGroup === undefined) return undefined
  return async ({ id, title, text, link }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const outcomes = [
      ...(await Promise.all(
        mailboxes.map((to, index) => sendMail?.({ to, subject: title, text: `${text}\n\n${link}`, id: `${id}-${index}` }, signal)),
      )),
      await messageGroup?.(`**${title}**\n${text}\n[打开微盾](${link})`, signal),
    ]
    if (outcomes.some((outcome) => outcome?.kind === 'try-later')) throw new Error('An alarm has to be sent again')
  }
}
