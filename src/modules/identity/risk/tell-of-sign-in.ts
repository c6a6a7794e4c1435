import type { SentenceParams } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { resolveOwner } from '../people/owners.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import type { IdentityContext } from '../scope.ts'
import { deviceLabel } from './device/device-label.ts'
import type { SignIn } from './sign-in.ts'
import type { SignInRisk } from './sign-in-risk.ts'

const unknownPlace = { zh: '内网或未知地点', en: 'the internal network or an unknown place' }

type Told = { personId: string; name: string; signInId: string; signIn: SignIn; risk: SignInRisk; refused: boolean }

/**
 * Tells the person of an unusual sign-in, and the security administrators of one that is probably not the person's, at
 * once and before any second factor: with a stolen password it may never come to one (ACC-5).
 */
export const tellOfSignIn = async (ctx: IdentityContext, { personId, name, signInId, signIn, risk, refused }: Told): Promise<void> => {
  if (risk.level === 'low') return
  ctx.record({
    type: 'sign-in.unusual',
    subject: { kind: 'person', id: personId },
    detail: { signIn: signInId, level: risk.level, reasons: risk.reasons.map(({ code }) => code), refused },
  })
  const place = signIn.place?.name ?? unknownPlace
  const device = deviceLabel(signIn.device)
  const params: SentenceParams = {
    name,
    at: shanghaiTime(new Date(signIn.at)),
    ip: signIn.ip,
    placeZh: place.zh,
    placeEn: place.en,
    deviceZh: device.zh,
    deviceEn: device.en,
  }
  await ctx.notify(personId, {
    kind: 'sign-in.unusual',
    sentence: {
      zh: '您的账号于 {at} 在{placeZh}用{deviceZh}登录（IP {ip}），与平时不同。不是您本人的，请立即点开并选择“不是我”。',
      en: 'Your account was signed in to at {at} from {placeEn} on {deviceEn} (IP {ip}), unlike your habits. If it was not you, open this and say so.',
    },
    params,
    link: `/me?sign-in=${signInId}`,
  })
  if (risk.level !== 'high') return
  for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
    await ctx.notify(administrator, {
      kind: 'sign-in.unusual',
      sentence: {
        zh: '{name} 的账号于 {at} 在{placeZh}用{deviceZh}登录（IP {ip}），风险高，已要求通行密钥。请联系本人核实。',
        en: 'The account of {name} was signed in to at {at} from {placeEn} on {deviceEn} (IP {ip}). The risk is high; a passkey was demanded. Ask them about it.',
      },
      params,
      link: `/people?person=${personId}`,
    })
  }
}
