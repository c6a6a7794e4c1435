import { z } from 'zod'
import { platformField } from '../platforms.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { actionField } from './alert-fields.ts'
import { decidesAll } from './alert-reach.ts'
import { mostCharacters } from './parse/found.ts'
import { parseAlert } from './parse/parse-alert.ts'
import { placesOf } from './take-in-alert.ts'

const range = { start: z.int(), end: z.int() }
const found = z.object({ value: z.string(), ...range }).nullable()
const mostAccounts = 1_000

export const previewAlert = defineOperation({
  name: 'accounts.preview-alert',
  summary: { zh: '识别粘贴的平台告警，不保存', en: 'Read a pasted alert of a platform, keeping nothing' },
  effect: 'read',
  permission: 'signed-in',
  records: { unrecorded: 'Reads the text that the caller pasted and keeps nothing; names only accounts for which the caller may report.' },
  input: z.strictObject({ text: z.string().max(mostCharacters) }),
  output: z.object({
    platform: z.object({ value: platformField, ...range }).nullable(),
    account: found,
    action: z.object({ value: actionField, ...range }).nullable(),
    at: z.object({ value: z.iso.datetime(), ...range }).nullable(),
    ip: found,
    /** Where the address is by our own tables. */
    ipPlace: z.string().nullable(),
    place: found,
    device: found,
    app: found,
    links: z.array(z.object({ value: z.string(), official: z.boolean(), ...range })),
    /** The account of the register that is probably meant. */
    accountId: z.uuid().nullable(),
    /** The accounts for which the caller may report. */
    accounts: z.array(z.object({ id: z.uuid(), name: z.string(), platform: platformField })),
  }),
  run: async (ctx, { text }) => {
    const parsed = parseAlert(text, { now: ctx.now, gazetteer: placesOf(ctx.ports) })
    const { at, ip } = parsed
    const place = ip === null ? null : ctx.ports.whereaboutsOf(ip.value).place
    const personId = actingPerson(ctx)
    const mine = await ctx.db
      .selectFrom('marketing_account as account')
      .leftJoin('account_seat as seat', (join) =>
        join.onRef('seat.account_id', '=', 'account.id').on('seat.withdrawn_at', 'is', null).on('seat.person_id', '=', personId),
      )
      .select(['account.id', 'account.name', 'account.platform', 'account.platform_id'])
      .where('account.state', '=', 'active')
      .$if(!decidesAll(ctx), (query) =>
        query.where((eb) =>
          eb.or([eb('account.owner_id', '=', personId), eb('account.stand_in_id', '=', personId), eb('seat.id', 'is not', null)]),
        ),
      )
      .orderBy('account.name')
      .orderBy('account.id')
      .limit(mostAccounts)
      .execute()
    const named = (name: string): boolean => parsed.account !== null && name.replace(/^@/, '') === parsed.account.value
    const onPlatform = mine.filter(({ platform }) => platform === parsed.platform?.value)
    const meant =
      onPlatform.find((one) => named(one.name) || (one.platform_id !== null && named(one.platform_id))) ??
      (parsed.account === null && onPlatform.length === 1 ? onPlatform[0] : undefined)
    return {
      ...parsed,
      at: at === null ? null : { ...at, value: at.value.toISOString() },
      ipPlace: place?.name[ctx.locale] ?? null,
      links: [...parsed.links],
      accountId: meant?.id ?? null,
      accounts: mine.map(({ id, name, platform }) => ({ id, name, platform })),
    }
  },
})
