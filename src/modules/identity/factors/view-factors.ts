import { z } from 'zod'
import { companyOf } from '../company.ts'
import { keyModelName, strengthOf } from '../passkeys/key-models.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { enrolledOf } from './enrolled.ts'
import { provingFactors } from './factor.ts'

export const viewFactors = defineOperation({
  name: 'identity.view-factors',
  summary: { zh: '查看自己的验证方式', en: 'See what you sign in with' },
  effect: 'read',
  permission: 'any-session',
  records: { unrecorded: 'People see what is kept about themselves.' },
  input: z.strictObject({}),
  output: z.object({
    passkeys: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        model: z.string().nullable(),
        singleDevice: z.boolean(),
        forCoreAccounts: z.boolean(),
        addedAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
      }),
    ),
    totp: z.boolean(),
    phoneEnding: z.string().nullable(),
    recoveryCodes: z.int(),
    smsOffered: z.boolean(),
    /** With what the person may prove themselves again in this session. */
    provenWith: z.array(z.enum(['password', 'passkey', 'totp', 'sms', 'recovery-code'])),
  }),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const enrolled = await enrolledOf(ctx.db, person.id)
    const { keyModels: companyModels } = await companyOf(ctx.db)
    const passkeys = await ctx.db
      .selectFrom('passkey')
      .select(['id', 'name', 'aaguid', 'single_device', 'attestation_format', 'added_at', 'last_used_at'])
      .where('person_id', '=', person.id)
      .where('ended_at', 'is', null)
      .orderBy('added_at')
      .orderBy('id')
      .execute()
    return {
      passkeys: passkeys.map((row) => ({
        id: row.id,
        name: row.name,
        model: keyModelName(row.aaguid),
        singleDevice: row.single_device,
        forCoreAccounts:
          strengthOf({
            aaguid: row.aaguid,
            singleDevice: row.single_device,
            attestationFormat: row.attestation_format,
            companyModels,
          }) === 'security-key',
        addedAt: row.added_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
      })),
      totp: enrolled.totp,
      phoneEnding: enrolled.phoneEnding,
      recoveryCodes: enrolled.recoveryCodes,
      smsOffered: ctx.ports.sendSms !== undefined,
      provenWith: [...provingFactors(person.assurance, enrolled)],
    }
  },
})
