import type { CompiledCharacters } from '../types.ts'

/** Raised when the way the tables are made changes, so that older ones are not used again. */
export const CHARACTERS_VERSION = 2

const isHan = (code: number): boolean => (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)

/** Chinese numerals, plain and financial, become digits: 第一 and 第1 are one spelling. */
const numerals = '零0〇0一1二2三3四4五5六6七7八8九9两2壹1贰2叁3肆4伍5陆6柒7捌8玖9弌1弍2弎3'

/** Marks keep one form, the Chinese one, so that none of them is a sign of the pattern language. */
const marks = ',，!！?？;；:：(（)）[【]】{（}）„“‟”‘“’”『“』”「“」”﹁“﹂”＇”〔【〕】｡。‚，､、…。⋯。︰：﹕：﹔；﹖？﹗！﹐，﹑、'

const otherFolds = '～~〜~∽~－-–-—-―-−-‐-‑-．.。。％%﹪%＋+﹢+➕+✚+＝=￥¥＠@×x✕x✖x╳x〇0'

/** Letters of other alphabets and old forms that look like ours. */
const lookAlikes =
  'аaеeоoрpсcуyхxіiјjѕsԁdһhАaВbЕeКkМmНhОoРpСcТtУyХxαaβbεeιiκkνvοoρpτtυuχxωwΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxɑaɡgıi' +
  '蕞最嘬最朂最冣最氺水氵水淂得旳的癒愈佷很甴由囯国圀国衹只祗只哋地伱你莪我侽男囡女汏大尛小卐万卍万冇没芣不吥不鈈不粅物汸方佽次佰百仟千'

const noiseRanges: [from: number, to: number][] = [
  [0x0001, 0x0009],
  [0x000b, 0x0020],
  [0x007f, 0x00a4],
  [0x00a6, 0x00af],
  [0x00b4, 0x00b8],
  [0x02b0, 0x036f],
  [0x0483, 0x0489],
  [0x0600, 0x06ff],
  [0x0e31, 0x0e4e],
  [0x2000, 0x200f],
  [0x2016, 0x2017],
  [0x2020, 0x2023],
  [0x2027, 0x2027],
  [0x202a, 0x2038],
  [0x203b, 0x203b],
  [0x203f, 0x206f],
  [0x20d0, 0x20ff],
  [0x2100, 0x2102],
  [0x2190, 0x22ff],
  [0x2300, 0x23ff],
  [0x2400, 0x243f],
  [0x2500, 0x2775],
  [0x2794, 0x27bf],
  [0x27c0, 0x2bff],
  [0x3000, 0x3000],
  [0x3003, 0x3005],
  [0x3012, 0x3013],
  [0x3016, 0x301c],
  [0x3020, 0x3020],
  [0x3030, 0x303f],
  [0x30fb, 0x30fb],
  [0xe000, 0xf8ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xfff0, 0xffff],
]

/** ASCII signs that people put between characters; what carries meaning (%, +, =, @, quotes) is kept. */
const asciiNoise = '#$&*_`^|\\<>'

const foldsByUnicode = (): Map<number, number> => {
  const folds = new Map<number, number>()
  for (let code = 0x21; code < 0x10000; code++) {
    if (code >= 0xd800 && code <= 0xf8ff) continue
    const char = String.fromCharCode(code)
    const plain = char.normalize('NFKC').toLowerCase()
    if (plain.length === 1 && plain !== char) folds.set(code, plain.charCodeAt(0))
    else if (/^[(（]?[\d一-龥a-z][)）.]?$/.test(plain) && plain.length > 1 && !isHan(code)) {
      folds.set(code, (/[\d一-龥a-z]/.exec(plain)?.[0] ?? char).charCodeAt(0))
    }
  }
  return folds
}

/** Applies a list of pairs, the first folding to the second. */
const addPairs = (folds: Map<number, number>, pairs: string): void => {
  for (let at = 0; at + 1 < pairs.length; at += 2) folds.set(pairs.charCodeAt(at), pairs.charCodeAt(at + 1))
}

/** Follows chains (壹 -> 一 -> 1), so that one look-up is enough at run time. */
const settle = (folds: Map<number, number>): Map<number, number> => {
  const settled = new Map<number, number>()
  for (const code of folds.keys()) {
    let target = code
    for (let step = 0; step < 4; step++) target = folds.get(target) ?? target
    if (target !== code) settled.set(code, target)
  }
  return settled
}

/** Characters of level 1 of GB 2312: the 3,755 that everyday text is made of. */
const everyday = (): Set<string> => {
  const decoder = new TextDecoder('gbk')
  const found = new Set<string>()
  for (let row = 0xb0; row <= 0xd7; row++) {
    for (let cell = 0xa1; cell <= 0xfe; cell++) found.add(decoder.decode(Uint8Array.of(row, cell)))
  }
  return found
}

/** Computes the tables with opencc-js and pinyin-pro, which are needed here and never at run time. */
export const buildCharacters = async (): Promise<CompiledCharacters> => {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js'), import('pinyin-pro')])
  const simplify = Converter({ from: 't', to: 'cn' })
  const folds = foldsByUnicode()
  const syllables: Record<string, string> = {}
  let rare = ''
  const common = everyday()
  for (let code = 0x4e00; code <= 0x9fff; code++) {
    const char = String.fromCharCode(code)
    const simple = simplify(char)
    if (simple.length === 1 && simple !== char) {
      folds.set(code, simple.charCodeAt(0))
      continue
    }
    const syllable = pinyin(char, { toneType: 'none', v: true, nonZh: 'removed' })
    if (/^[a-z]{1,6}$/.test(syllable)) syllables[syllable] = (syllables[syllable] ?? '') + char
    if (!common.has(char)) rare += char
  }
  addPairs(folds, marks)
  addPairs(folds, otherFolds)
  addPairs(folds, lookAlikes)
  addPairs(folds, numerals)
  const settled = settle(folds)
  for (const [syllable, characters] of Object.entries(syllables)) {
    const folded = Array.from(characters, (char) => settled.get(char.charCodeAt(0)) ?? char.charCodeAt(0))
    syllables[syllable] = String.fromCharCode(...new Set(folded))
  }
  let noise = asciiNoise
  for (const [from, to] of noiseRanges) {
    for (let code = from; code <= to; code++) if (!settled.has(code)) noise += String.fromCharCode(code)
  }
  return {
    version: CHARACTERS_VERSION,
    folds: [...settled].map(([from, to]) => String.fromCharCode(from, to)).join(''),
    noise,
    syllables: Object.entries(syllables),
    rare,
  }
}
