import { z } from 'zod'
import { findCompany } from '../company.ts'
import type { IdentityDatabase } from '../database.ts'
import { findInvited } from '../people/find-invitation.ts'
import { setUpLinkExpired } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { digestOf, tokenInput } from '../sessions/token.ts'
import { signedIn } from '../signed-in.ts'
import type { Preparation } from '../../../kernel/operation.ts'
import type { IdentityPorts } from '../scope.ts'
import type { IdentityTables } from '../tables.ts'
import { passwordMaximum } from './character-rules.ts'
import { judgeFacts } from './judge-facts.ts'
import { notJudged, passwordGate } from './password-rules.ts'
import { passwordSettingsOf } from './read-settings.ts'

/** Passwords that may wait before one that is only being typed is not judged: those that are being set go first. */
const mostWaiting = 4

type Names = { loginName: string; company: string }
type Typed = { token?: string | undefined; loginName?: string | undefined; company?: string | undefined }

/**
 * Who is about to set a password, and so may have one judged: a signed-in person, whoever holds an invitation, whoever
 * holds the set-up link. Nobody else: the judgement costs more than a guess would.
 * @throws Problem `session.required`, `invitation.expired`, `set-up.link-expired`
 */
const namesOfWhoever = async (
  { db, actor, now, secrets }: Preparation<IdentityTables, IdentityPorts>,
  { token, loginName = '', company = '' }: Typed,
): Promise<Names> => {
  const known = await findCompany(db)
  if (token === undefined) return { loginName: await loginNameOf(db, signedIn(actor).id), company: known?.name ?? '' }
  if (known !== undefined) return { loginName: (await findInvited({ db, now, secrets }, token)).login_name, company: known.name }
  const link = await db
    .selectFrom('set_up_token')
    .select('expires_at')
    .where('token_digest', '=', digestOf(secrets.session, token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (link === undefined) throw setUpLinkExpired()
  return { loginName, company }
}

const loginNameOf = async (db: IdentityDatabase, id: string): Promise<string> =>
  (await db.selectFrom('person').select('login_name').where('id', '=', id).executeTakeFirstOrThrow()).login_name

export const judgePassword = defineOperation({
  name: 'identity.judge-password',
  summary: {
    zh: '设置密码时，边输入边判断它是否合格',
    en: 'Judge a password while somebody types it to set it',
  },
  effect: 'read',
  permission: 'anyone',
  records: { unrecorded: 'Of a password that is being typed nothing may be kept, not even that it was typed.' },
  input: z.strictObject({
    /** Empty before the first character: the answer then says the minimum. */
    password: z.string().max(300),
    /** Of an invitation or of the set-up link; without it the caller is signed in. */
    token: tokenInput.optional(),
    /** As typed so far, where the company is being set up. */
    loginName: z.string().max(100).optional(),
    company: z.string().max(100).optional(),
  }),
  output: z.object({
    minimum: z.int(),
    maximum: z.int(),
    /** False where there was no time to find out whether it is guessable. */
    judged: z.boolean(),
    reasons: z.array(
      z.object({
        code: z.string(),
        sentence: z.object({ zh: z.string(), en: z.string() }),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
  }),
  bodyLimit: 4096,
  anonymousPerMinute: 60,
  // What somebody has or had as a password takes no part in it: this answers how good a password is, not whose it is.
  prepare: async (tools, { password, ...typed }) => {
    const names = await namesOfWhoever(tools, typed)
    const settings = await passwordSettingsOf(tools.db)
    const { reasons } = passwordGate(await judgeFacts({ password, ...names }, settings, mostWaiting))
    return { minimum: settings.minimumLength, reasons }
  },
  run: async (_ctx, _input, { minimum, reasons }) => ({
    minimum,
    maximum: passwordMaximum,
    judged: !reasons.some(({ code }) => code === notJudged),
    reasons: reasons
      .filter(({ code }) => code !== notJudged)
      .map(({ code, sentence, params }) => ({ code, sentence: { ...sentence }, params: { ...params } })),
  }),
})
