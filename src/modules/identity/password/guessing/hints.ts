import type { Sentence } from '../../../../kernel/sentence.ts'

/** What makes a password guessable, in words that say nothing of the password itself. */
export const hintSentences = {
  leaked: { zh: '常见密码', en: 'common passwords' },
  own: { zh: '本人或公司的名称', en: 'your own name or that of the company' },
  name: { zh: '姓名拼音', en: 'names' },
  pinyin: { zh: '拼音词', en: 'words in pinyin' },
  place: { zh: '地名', en: 'places' },
  brand: { zh: '公司或产品名', en: 'companies or products' },
  number: { zh: '常用数字', en: 'popular numbers' },
  keyboard: { zh: '键盘连号', en: 'keyboard walks' },
  word: { zh: '英文单词', en: 'English words' },
  swap: { zh: '用符号代替字母的写法', en: 'signs in place of letters' },
  date: { zh: '日期或年份', en: 'dates or years' },
  repeat: { zh: '重复的内容', en: 'repetitions' },
  sequence: { zh: '连续的字母或数字', en: 'sequences' },
} as const satisfies Record<string, Sentence>

export type Hint = keyof typeof hintSentences

/** Hints that one answer names. */
export const mostHints = 3
