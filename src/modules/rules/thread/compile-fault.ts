import type { Sentence } from '../../../kernel/sentence.ts'

/** Why a rule could not be compiled, in words that say what to do. */
export type RuleFault = { rule: string; sentence: Sentence }

type Explanation = { about: RegExp; say: (match: RegExpExecArray) => Sentence }

const explanations: readonly Explanation[] = [
  {
    about: /repetition without a bound/,
    say: () => ({
      zh: '重复次数须有上限：把 * 或 + 改为 {0,6} 这样的写法。',
      en: 'Every repetition needs a bound: write {0,6} instead of * or +.',
    }),
  },
  {
    about: /unknown word list \{([^}]{1,40})\}/,
    say: ([, name = '']) => ({
      zh: `没有名为“${name}”的词表，请核对花括号中的名称。`,
      en: `There is no word list called ${name}; check the name in braces.`,
    }),
  },
  {
    about: /cites (\S{1,100}), which/,
    say: ([, key = '']) => ({
      zh: `依据“${key}”不在法条表中；没有法条的，请写 company-policy。`,
      en: `The article ${key} is not known; write company-policy where no law stands behind the rule.`,
    }),
  },
  {
    about: /unbalanced|Unterminated|Invalid regular expression/i,
    say: () => ({
      zh: '模式的括号不成对，或写法有误，请检查圆括号、方括号和花括号。',
      en: 'The pattern has unbalanced brackets or is malformed; check its brackets and braces.',
    }),
  },
  {
    about: /two rules are called/,
    say: () => ({ zh: '编号与另一条规则重复，请换一个编号。', en: 'Another rule has this id; choose another one.' }),
  },
  {
    about: /without a fixed word/,
    say: () => ({
      zh: '模式太宽，任何文字都可能命中：请至少写出两个相连的字。',
      en: 'The pattern is too wide and may match anything: spell out at least two characters in a row.',
    }),
  },
]

/** The fault of a rule, from what the compiler said about it. */
export const faultOf = (rule: string, error: unknown): RuleFault => {
  const message = error instanceof Error ? error.message : String(error)
  for (const { about, say } of explanations) {
    const match = about.exec(message)
    if (match !== null) return { rule, sentence: say(match) }
  }
  return {
    rule,
    sentence: { zh: '这条规则无法编译，请检查模式的写法。', en: 'This rule cannot be compiled; check its patterns.' },
  }
}
