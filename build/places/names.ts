/** Names in ip2region that Intl.DisplayNames does not give. Names of no country at all (欧洲, 亚太地区) stay unknown. */
const alsoCalled: Readonly<Record<string, string>> = {
  科索沃: 'XK', 马其顿: 'MK', 斯威士兰: 'SZ', 刚果金: 'CD', 刚果布: 'CG', 阿联酋: 'AE', 波黑: 'BA', 中非: 'CF', 库拉索: 'CW', 留尼旺: 'RE',
  圣马丁: 'MF', 荷属圣马丁: 'SX', 东帝汶: 'TL', 多米尼加: 'DO', 瓜德罗普: 'GP', 孟加拉: 'BD', 黎巴嫩: 'LB', 法国南部领地: 'TF', 马恩岛: 'IM',
  特立尼达和多巴哥: 'TT', 巴勒斯坦: 'PS', 洪都拉斯: 'HN', 梵蒂冈: 'VA', 基里巴斯: 'KI', 帕劳: 'PW', 南极洲: 'AQ', 阿森松岛: 'AC',
  蒙塞拉特岛: 'MS', 圣诞岛: 'CX', 英属印度洋领地: 'IO', 关岛: 'GU', 格陵兰: 'GL', 百慕大: 'BM', 托克劳群岛: 'TK', 奥兰群岛: 'AX',
  安提瓜和巴布达: 'AG', 密克罗尼西亚: 'FM', 北马里亚纳群岛: 'MP', 泽西岛: 'JE', 根西岛: 'GG', 直布罗陀: 'GI', 土库曼斯坦: 'TM',
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const zh = new Intl.DisplayNames('zh', { type: 'region', fallback: 'none' })
const en = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

const codeOf = new Map<string, string>(
  letters.flatMap((a) => letters.map((b) => a + b)).flatMap((code) => {
    const name = zh.of(code)
    // Of several codes of one country (UK and GB, DY and BJ) the one in force; none of unions and of private use.
    const inForce = new Intl.Locale('und', { region: code }).region === code
    return name === undefined || !inForce || /^(EU|EZ|UN|Q[M-Z]|X[A-JL-Z]|ZZ)$/.test(code) ? [] : [[name, code] as const]
  }),
)

/** The code of a country by its Chinese name, or undefined where the name is of no country. */
export const countryCode = (name: string): string | undefined => alsoCalled[name] ?? codeOf.get(name)

const special: Readonly<Record<string, { zh: string; en: string }>> = {
  HK: { zh: '中国香港', en: 'Hong Kong, China' },
  MO: { zh: '中国澳门', en: 'Macao, China' },
  TW: { zh: '中国台湾', en: 'Taiwan, China' },
}

/** What a country is called in both languages. */
export const countryName = (code: string): { zh: string; en: string } =>
  special[code] ?? { zh: zh.of(code) ?? code, en: en.of(code) ?? code }

/** Provinces whose English name is not their pinyin. */
const provincesInEnglish: Readonly<Record<string, string>> = { 陕西: 'Shaanxi', 内蒙古: 'Inner Mongolia', 西藏: 'Tibet' }

/** Prefectures whose name in GeoNames is not, or does not begin with, their pinyin. */
const citiesInEnglish: Readonly<Record<string, string>> = {
  呼和浩特: 'Hohhot', 锡林郭勒: 'Xilin Gol', 阿拉善: 'Alxa', 巴彦淖尔: 'Bayannur', 兴安盟: 'Hinggan', 鄂尔多斯: 'Ordos', 呼伦贝尔: 'Hulunbuir',
  齐齐哈尔: 'Qiqihar', 哈尔滨: 'Harbin', 迪庆: 'Deqen', 拉萨: 'Lhasa', 昌都: 'Qamdo', 阿里: 'Ngari', 那曲: 'Nagqu', 林芝: 'Nyingchi', 日喀则: 'Rikaze',
  博尔塔拉: 'Bortala', 阿克苏: 'Aksu', 喀什: 'Kashi', 果洛: 'Golog', 乌鲁木齐: 'Urumqi', 甘孜: 'Garze', 吕梁: 'Luliang', 哈密: 'Hami',
  六盘水: 'Liupanshui', 儋州: 'Danzhou', 郴州: 'Chenzhou', 莱芜: 'Laiwu',
}

/** The English name of a Chinese province or city, from its pinyin unless it has one of its own. */
export const englishName = (name: string, syllablesOf: (text: string) => readonly string[]): string => {
  const own = provincesInEnglish[name] ?? citiesInEnglish[name]
  if (own !== undefined) return own
  const read = syllablesOf(name).map((syllable, at) => (at > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable)).join('')
  return read.slice(0, 1).toUpperCase() + read.slice(1)
}
