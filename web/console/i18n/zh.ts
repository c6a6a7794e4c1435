import { accounts } from './zh/accounts.ts'
import { alerts } from './zh/alerts.ts'
import { content } from './zh/content.ts'
import { directory } from './zh/directory.ts'
import { customers } from './zh/customers.ts'
import { exports } from './zh/exports.ts'
import { factors } from './zh/factors.ts'
import { identity } from './zh/identity.ts'
import { imports } from './zh/imports.ts'
import { leaving } from './zh/leaving.ts'
import { outside } from './zh/outside.ts'
import { outreach } from './zh/outreach.ts'
import { posts } from './zh/posts.ts'
import { proof } from './zh/proof.ts'
import { requests } from './zh/requests.ts'
import { readings } from './zh/readings.ts'
import { rules } from './zh/rules.ts'
import { shell } from './zh/shell.ts'

/** Every text of the console in Chinese. The English ones have the same keys, or they do not compile. */
export const zh = { ...shell, ...identity, ...posts, ...factors, ...content, ...rules, ...proof, ...accounts, ...alerts, ...leaving, ...outside, ...directory, ...outreach, ...customers, ...imports, ...exports, ...requests, ...readings } as const

/** The same tree with any text, and for a counting text a form for one. */
export type TextsLike<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : TextsLike<Tree[Key]>
} & { readonly [Key in keyof Tree & string as Tree[Key] extends string ? `${Key}_one` : never]?: string }
