import type { CompiledPacks } from '../../src/screening/index.ts'
import type { Random } from './random.ts'

/** Disguises words; null where the words give nothing to disguise in this way. */
export type Disguise = (words: string, random: Random) => string | null

const isHan = (char: string): boolean => /[\u4e00-\u9fff]/.test(char)

const between = (signs: readonly string[]): Disguise => (words, random) =>
  [...words].map((char, at) => (at === 0 ? char : `${signs[random(signs.length)]}${char}`)).join('')

/** Whole words of a reasonable length: nobody writes a sentence backwards or downwards. */
const isWord = (words: string): boolean => /^[\u4e00-\u9fff\w%]{2,12}$/.test(words)

const eachChar = (words: string, change: (char: string) => string): string | null => {
  const changed = [...words].map(change).join('')
  return changed === words ? null : changed
}

/** Changes one character that can be changed. */
const oneChar = (words: string, random: Random, change: (char: string) => string | null): string | null => {
  const chars = [...words]
  const options = chars.flatMap((char, at) => {
    const changed = change(char)
    return changed === null ? [] : [{ at, changed }]
  })
  const chosen = options[random(options.length || 1)]
  if (chosen === undefined) return null
  chars[chosen.at] = chosen.changed
  return chars.join('')
}

const fullWidth = (char: string): string =>
  (/[!-~]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 0xfee0) : char)

const tableOf = (pairs: string): ReadonlyMap<string, string> =>
  new Map(pairs.split(' ').map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]))

const circled = tableOf('1① 2② 3③ 4④ 5⑤ 6⑥ 7⑦ 8⑧ 9⑨ 0⓪ 一㊀ 二㊁ 三㊂ 四㊃ 五㊄ 六㊅ 七㊆ 八㊇ 九㊈ 十㊉')
const financial = tableOf('1壹 2贰 3叁 4肆 5伍 6陆 7柒 8捌 9玖 0零 一壹 二贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖')
const lookAlikes = tableOf('治冶 第笫 未末 末未 免兔 人入 微徽 日曰 土士 己已 大太 千干 天夭 保堡 根跟 癌嵒 费废 究宄 子孑 风凤 最蕞 版板 证征 赚嫌 收攵 名各')

/** How people split characters in two; written down apart from the table that the rules have. */
const split = tableOf(
  [
    '治氵台 疗疒了 根木艮 胖月半 肥月巴 瘦疒叟 糖米唐 钱钅戋 赚贝兼 稳禾急 信亻言 销钅肖 领令页 独犭虫 唯口隹 级纟及 极木及 特牛寺',
    '好女子 利禾刂 保亻呆 证讠正 让讠上 加力口 群君羊 药艹约 癌疒嵒 病疒丙 佳亻圭 清氵青 消氵肖 降阝夅 湿氵显 脂月旨 肿月中 骗马扁',
    '假亻叚 仿亻方 烟火因 赌贝者 招扌召 转车专 财贝才 理王里 优亻尤 值亻直 价亻介 低亻氐 便亻更 惟忄隹 权木又 威反女',
  ].join(' '),
)

const signs = ['*', '-', '.', '·', '|', '/', '~', '_', '#', '^', '…', '★']
const emoji = ['🔥', '💥', '❤️', '✨', '👍', '🌟']

type Libraries = {
  traditional: (text: string) => string
  pinyin: (char: string) => string
  soundsLike: ReadonlyMap<string, string>
}

/** Every kind of CNT-5 but those that change the file instead of the words. */
const disguisesWith = ({ traditional, pinyin, soundsLike }: Libraries): Record<string, Disguise> => ({
  'full width': (words) => eachChar(words, fullWidth),
  traditional: (words) => eachChar(words, traditional),
  'circled numerals': (words) => eachChar(words, (char) => circled.get(char) ?? char),
  'financial numerals': (words) => eachChar(words, (char) => financial.get(char) ?? char),
  'zero width': between(['\u200b', '\u200d', '\u2060', '\ufeff']),
  'variation selectors': (words) => [...words].map((char) => `${char}\ufe0f`).join(''),
  'emoji between': between(emoji),
  'a sign between': (words, random) => [...words].join(signs[random(signs.length)]),
  'signs between': between(signs),
  spaces: between([' ', '　', ' ']),
  'pinyin, all': (words) => (/^[\u4e00-\u9fff]+$/.test(words) ? [...words].map(pinyin).join(' ') : null),
  'pinyin, glued': (words) => (/^[\u4e00-\u9fff]+$/.test(words) ? [...words].map(pinyin).join('') : null),
  'pinyin, mixed': (words, random) => oneChar(words, random, (char) => (isHan(char) ? pinyin(char) : null)),
  homophone: (words, random) =>
    oneChar(words, random, (char) => {
      const others = [...(soundsLike.get(char) ?? '')].filter((other) => other !== char)
      return others[random(others.length || 1)] ?? null
    }),
  'look-alike': (words, random) => oneChar(words, random, (char) => lookAlikes.get(char) ?? null),
  'split, one': (words, random) => oneChar(words, random, (char) => split.get(char) ?? null),
  'split, all': (words) => eachChar(words, (char) => split.get(char) ?? char),
  leetspeak: (words) => eachChar(words, (char) => (char === '0' ? 'O' : char === '1' ? 'l' : char)),
  reversed: (words) => (words.length < 2 || !isWord(words) ? null : `（${[...words].toReversed().join('')}）`),
  'a line each': (words) => (isWord(words) ? [...words].join('\n') : null),
  'over two lines': (words, random) => {
    const cut = 1 + random(Math.max(1, words.length - 1))
    return words.length < 2 ? null : `${words.slice(0, cut)}\n${words.slice(cut)}`
  },
})

/** Characters of the same sound that are in everyday use, by character. */
const soundsOf = ({ characters }: CompiledPacks): Map<string, string> => {
  const rare = new Set(characters.rare)
  const table = new Map<string, string>()
  for (const [, members] of characters.syllables) {
    const everyday = [...members].filter((char) => !rare.has(char)).join('')
    for (const char of everyday) table.set(char, everyday)
  }
  return table
}

/** The disguises, by name. Traditional characters come from opencc-js, pinyin from pinyin-pro. */
export const disguisesFor = async (packs: CompiledPacks): Promise<Record<string, Disguise>> => {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js'), import('pinyin-pro')])
  return disguisesWith({
    traditional: Converter({ from: 'cn', to: 't' }),
    pinyin: (char) => pinyin(char, { toneType: 'none', v: true }),
    soundsLike: soundsOf(packs),
  })
}
