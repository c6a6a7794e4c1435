import { z } from 'zod'
import { defineJob, defineOperation } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import { noDirectory } from './problems.ts'
import { beginReading, readDirectoryJob } from './reading.ts'

export const readDirectory = defineOperation({
  name: 'identity.read-contact-book',
  summary: { zh: '读取企业微信通讯录', en: 'Read the contact book of WeCom' },
  effect: 'change',
  permission: 'identity.manage-people',
  records: ['directory.reading-begun'],
  input: z.strictObject({}),
  output: z.object({ id: z.uuid() }),
  run: async (ctx) => {
    if (ctx.ports.contactBook === undefined) throw noDirectory()
    return { id: await beginReading(ctx, 'wecom', actingPerson(ctx.actor)) }
  },
})

/** Once a day; and a reading that stood still because a job was lost goes on. */
export const readDirectoryDaily = defineJob({
  name: 'identity.read-directory-daily',
  schedule: '40 6 * * *',
  run: async (ctx) => {
    if (ctx.ports.contactBook === undefined) return
    const underWay = await ctx.db
      .selectFrom('directory_reading')
      .select('id')
      .where('provider', '=', 'wecom')
      .where('state', '=', 'reading')
      .executeTakeFirst()
    if (underWay === undefined) await beginReading(ctx, 'wecom', null)
    else await ctx.enqueue(readDirectoryJob, { id: underWay.id }, { key: underWay.id })
  },
})
