import type { Sentence } from '../../../kernel/sentence.ts'
import type { DirectoryProvider } from './tables.ts'

/** Directories as people here call them. */
export const providerTitles = {
  wecom: { zh: '企业微信', en: 'WeCom' },
  scim: { zh: '企业目录', en: 'the directory' },
} as const satisfies Record<DirectoryProvider, Sentence>
