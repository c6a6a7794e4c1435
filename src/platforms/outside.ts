import { alarmFrom } from './alarm.ts'
import type { Environment } from './settings.ts'
import { signInsFrom } from './sign-in/sign-in-from.ts'
import type { MailOutcome } from './smtp/mail.ts'
import { mailFrom } from './smtp/mail-from.ts'
import { mailsBy } from './smtp/send-texts.ts'
import type { SmsOutcome } from './sms/message.ts'
import { codesBy } from './sms/send-code.ts'
import { newsBy } from './sms/send-news.ts'
import { namesNewsTemplate, smsFrom } from './sms/sms-from.ts'
import { warningBy } from './warning.ts'
import type { WecomFailure } from './wecom/failure.ts'
import { wecomFrom } from './wecom/wecom-from.ts'

/**
 * The ways to the outside that the environment names, each undefined or missing by default: nothing leaves the house
 * that nobody configured. `onFailure` is told of messages that could not be sent.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const outsideFrom = (env: Environment, onFailure: (outcome: SmsOutcome | MailOutcome | WecomFailure) => void = () => undefined) => {
  const wecom = wecomFrom(env)
  const sendSms = smsFrom(env, onFailure)
  const sendMail = mailFrom(env)
  return {
    sendSms,
    sendCode: sendSms === undefined ? undefined : codesBy(sendSms, onFailure),
    /** Tells people outside how their request stands; needs an approved text of its own. */
    sendNews: sendSms === undefined || !namesNewsTemplate(env) ? undefined : newsBy(sendSms, onFailure),
    sendMail,
    /** For a job: rejects where trying again helps. */
    sendText: sendMail === undefined ? undefined : mailsBy(sendMail, onFailure),
    warn: warningBy({ sendSms, messageMember: wecom?.messageMember, onFailure }),
    alarm: alarmFrom(env, { sendMail, messageGroup: wecom?.messageGroup }),
    wecom,
    signIns: [...(wecom === undefined ? [] : [wecom.signIn]), ...signInsFrom(env)],
  }
}

/** What is configured, in words for whoever runs the program. */
export const outsideNames = ({ sendSms, sendMail, alarm, wecom, signIns }: ReturnType<typeof outsideFrom>): string[] => [
  ...(sendSms === undefined ? [] : ['短信 text messages']),
  ...(sendMail === undefined ? [] : ['邮件 mail']),
  ...(alarm === undefined ? [] : ['告警 alarms']),
  ...(wecom === undefined ? [] : ['企业微信 WeCom']),
  ...signIns.map(({ title }) => `登录 sign-in: ${title.zh}`),
]
