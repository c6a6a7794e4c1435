import { z } from 'zod'
import { companyOf } from '../company.ts'
import { defineOperation } from '../scope.ts'

const settings = {
  secondFactorDemanded: z.boolean(),
  passkeyDemanded: z.boolean(),
  /** AAGUIDs of further models of security keys that may be used for core accounts. */
  keyModels: z.array(z.guid()).max(50),
}

export const viewFactorSettings = defineOperation({
  name: 'identity.view-factor-settings',
  summary: { zh: '查看验证要求', en: 'See what is demanded of sign-ins' },
  effect: 'read',
  permission: 'identity.view-people',
  records: { unrecorded: 'Settings of the company; nothing about a person.' },
  input: z.strictObject({}),
  output: z.object(settings),
  run: async (ctx) => {
    const { demands, keyModels } = await companyOf(ctx.db)
    return { secondFactorDemanded: demands.secondFactor, passkeyDemanded: demands.passkey, keyModels: [...keyModels] }
  },
})

export const updateFactorSettings = defineOperation({
  name: 'identity.update-factor-settings',
  summary: {
    zh: '修改验证要求：全员第二重验证、重要岗位的通行密钥、密钥型号',
    en: 'Change what is demanded: a second factor of everybody, passkeys of privileged posts, models of keys',
  },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['factor-settings.changed'],
  input: z.strictObject(settings),
  output: z.object({}),
  run: async (ctx, { secondFactorDemanded, passkeyDemanded, keyModels }) => {
    const before = await companyOf(ctx.db)
    const after = [...new Set(keyModels)].toSorted()
    await ctx.db
      .updateTable('company')
      .set({ second_factor_demanded: secondFactorDemanded, passkey_demanded: passkeyDemanded, key_models: after })
      .execute()
    ctx.record({
      type: 'factor-settings.changed',
      subject: { kind: 'company', id: 'company' },
      detail: {
        before: { ...before.demands, keyModels: [...before.keyModels] },
        after: { secondFactor: secondFactorDemanded, passkey: passkeyDemanded, keyModels: after },
      },
    })
    return {}
  },
})
