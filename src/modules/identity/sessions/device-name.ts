import type { Sentence } from '../../../kernel/sentence.ts'

const same = (name: string): Sentence => ({ zh: name, en: name })

/** First match wins: browsers inside other programs name their engine as well. */
const programs: readonly [RegExp, Sentence][] = [
  [/wxwork/i, { zh: '企业微信', en: 'WeCom' }],
  [/MicroMessenger/i, { zh: '微信', en: 'WeChat' }],
  [/DingTalk/i, { zh: '钉钉', en: 'DingTalk' }],
  [/Lark|Feishu/i, { zh: '飞书', en: 'Feishu' }],
  [/Edg(A|iOS)?\//, same('Edge')],
  [/QQBrowser/i, { zh: 'QQ 浏览器', en: 'QQ Browser' }],
  [/HuaweiBrowser/i, { zh: '华为浏览器', en: 'Huawei Browser' }],
  [/Firefox|FxiOS/, same('Firefox')],
  [/Chrome|CriOS/, same('Chrome')],
  [/Safari/, same('Safari')],
  [/weidun/i, { zh: '命令行', en: 'Command line' }],
]

const systems: readonly [RegExp, Sentence][] = [
  [/HarmonyOS|OpenHarmony/i, { zh: '鸿蒙', en: 'HarmonyOS' }],
  [/Android/, same('Android')],
  [/iPhone/, same('iPhone')],
  [/iPad/, same('iPad')],
  [/Windows/, same('Windows')],
  [/Mac OS X|Macintosh/, same('macOS')],
  [/Linux/, same('Linux')],
]

const unknown: Sentence = { zh: '未知设备', en: 'Unknown device' }

/**
 * Names a device for people, from what it says of itself: "Chrome · Windows". Orientation, not proof.
 * @param userAgent the User-Agent header, or null where there was none
 */
export const deviceName = (userAgent: string | null): Sentence => {
  const parts = [programs, systems].flatMap((list) => {
    const found = list.find(([pattern]) => pattern.test(userAgent ?? ''))
    return found === undefined ? [] : [found[1]]
  })
  if (parts.length === 0) return unknown
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') }
}
