import { content } from './en/content.ts'
import { identity } from './en/identity.ts'
import { proof } from './en/proof.ts'
import { rules } from './en/rules.ts'
import { shell } from './en/shell.ts'

export const en = { ...shell, ...identity, ...content, ...rules, ...proof }
