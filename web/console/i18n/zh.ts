import { content } from './zh/content.ts'
import { identity } from './zh/identity.ts'
import { proof } from './zh/proof.ts'
import { rules } from './zh/rules.ts'
import { shell } from './zh/shell.ts'

/** Every text of the console in Chinese. The English ones have the same keys, or they do not compile. */
export const zh = { ...shell, ...identity, ...content, ...rules, ...proof } as const

/** The same tree with any text, and for a counting text a form for one. */
export type TextsLike<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : TextsLike<Tree[Key]>
} & { readonly [Key in keyof Tree & string as Tree[Key] extends string ? `${Key}_one` : never]?: string }
