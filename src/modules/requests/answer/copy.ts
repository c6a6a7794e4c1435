import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { holderTools, type RequestsContext } from '../scope.ts'
import { sealText } from '../sealed.ts'
import type { RequestRow } from '../tables.ts'

const text = z.string()
const copySchema = z.object({
  format: z.literal('weidun-personal-data/1'),
  number: text,
  madeAt: z.iso.datetime(),
  company: text,
  parts: z.array(
    z.object({
      name: text,
      title: text,
      sections: z.array(
        z.object({ key: text, title: text, columns: z.array(text), rows: z.array(z.array(text)), note: text.optional() }),
      ),
    }),
  ),
})

/** Everything that is held about a person, of all modules, for the person: the one thing that the JSON, Excel and PDF say. */
export type Copy = z.infer<typeof copySchema>

/** Unzipped, at most: far more than a life as a customer. */
const longestCopy = 8 * 1024 * 1024

/** Asks every holder, in Chinese: the copy is for people in China, whoever makes it. */
export const makeCopy = async (ctx: RequestsContext, { number, subject }: { number: string; subject: string }): Promise<Copy> => {
  const tools = { ...holderTools(ctx), locale: 'zh' as const }
  const parts: Copy['parts'] = []
  for (const holder of ctx.ports.holders()) {
    const sections = await holder.show(tools, subject)
    parts.push({
      name: holder.name,
      title: say(holder.title, 'zh'),
      sections: sections.map(({ key, title, columns, rows, note }) => ({
        key,
        title,
        columns: [...columns],
        rows: rows.map((row) => [...row]),
        ...(note === undefined ? {} : { note }),
      })),
    })
  }
  return {
    format: 'weidun-personal-data/1',
    number,
    madeAt: ctx.now.toISOString(),
    company: (await ctx.ports.company(ctx.db)) ?? '',
    parts,
  }
}

/** The copy as it is kept: zipped and sealed for its request, with the SHA-256 of its JSON for the ledger. */
export const sealCopy = async (ctx: RequestsContext, row: RequestRow, copy: Copy) => {
  const json = jsonOf(copy)
  const zipped = gzipSync(json).toString('base64')
  return {
    sealed_answer: await sealText(ctx, { id: row.id, column: 'sealed_answer', text: zipped }),
    answer_digest: createHash('sha256').update(json).digest('hex'),
  }
}

/** The JSON file, the same bytes each time. */
export const jsonOf = (copy: Copy): string => `${JSON.stringify(copy, null, 2)}\n`

/** Reads what `sealCopy` made, once it is opened. */
export const readCopy = (zipped: string): Copy =>
  copySchema.parse(JSON.parse(gunzipSync(Buffer.from(zipped, 'base64'), { maxOutputLength: longestCopy }).toString('utf8')))
