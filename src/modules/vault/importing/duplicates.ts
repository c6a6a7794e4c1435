import type { Sentence } from '../../../kernel/sentence.ts'
import type { FieldKind } from '../fields/kinds.ts'

/** What becomes of a row whose number is known already, in the file or in the vault. */
export const duplicateRules = {
  fill: { zh: '合并，只补充缺少的信息', en: 'Merge, adding what is missing' },
  overwrite: { zh: '合并，以新内容为准', en: 'Merge, writing over what there is' },
  skip: { zh: '跳过', en: 'Skip' },
  refuse: { zh: '视为错误', en: 'Take it for a fault' },
} as const satisfies Record<string, Sentence>

export type DuplicateRule = keyof typeof duplicateRules

/** Kinds that tell one person from another. A landline, a plate and a bank card are shared in families. */
export const identityKinds = ['id-card', 'wecom-id', 'mobile', 'wechat', 'email'] as const satisfies readonly FieldKind[]

export const isIdentity = (kind: FieldKind): boolean => (identityKinds as readonly FieldKind[]).includes(kind)
