/** What a browser says of itself, as a sign-in keeps it. Names are ours and stay; versions are numbers with dots. */
export type Device = {
  kind: 'phone' | 'tablet' | 'computer' | 'program' | 'unknown'
  /** The maker's code (ALN-AL00), or what Apple tells (iPhone). Newer browsers tell none. */
  model: string | null
  system: string
  systemVersion: string | null
  browser: string
  browserVersion: string | null
  /** The program whose inner browser it is. */
  app: string | null
}

/** Longer ones are cut before anything reads them. */
const maxLength = 300

/** First match wins. A group in the pattern is the version. */
type Names = readonly (readonly [RegExp, string])[]

const apps: Names = [
  [/\bwxwork\//i, 'WeCom'],
  [/MicroMessenger\//i, 'WeChat'],
  [/DingTalk/i, 'DingTalk'],
  [/\b(?:Feishu|Lark)\//i, 'Feishu'],
  [/AlipayClient\//, 'Alipay'],
  [/\bWeibo|__weibo__/, 'Weibo'],
  [/\baweme|BytedanceWebview/i, 'Douyin'],
  [/\bdiscover\/|xhsdiscover/i, 'Xiaohongshu'],
  [/\bQQ\/\d/, 'QQ'],
]

/** Names that browsers of other makers carry as well (Chrome, Safari) come last. */
const browsers: Names = [
  [/\bEdg(?:A|iOS)?\/(\d+)/, 'Edge'],
  [/\bM?QQBrowser\/(\d+)/, 'QQBrowser'],
  [/HuaweiBrowser\/(\d+)/, 'HuaweiBrowser'],
  [/HonorBrowser\/(\d+)/i, 'HonorBrowser'],
  [/MiuiBrowser\/(\d+)/, 'MiuiBrowser'],
  [/HeyTapBrowser\/(\d+)/, 'HeyTapBrowser'],
  [/VivoBrowser\/(\d+)/i, 'VivoBrowser'],
  [/SamsungBrowser\/(\d+)/, 'SamsungBrowser'],
  [/\bUCBrowser\/(\d+)|\bUCWEB\//, 'UCBrowser'],
  [/\bQuark\/(\d+)/, 'Quark'],
  [/QIHU 360|360SE|360EE|360Browser/i, '360'],
  [/\bMetaSr\b|SogouMobileBrowser\/(\d+)/, 'Sogou'],
  [/\bLBBROWSER\b/, 'Cheetah'],
  [/\b(?:baiduboxapp|BIDUBrowser)[/ ](\d+)/, 'Baidu'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\bArkWeb\/(\d+)/, 'ArkWeb'],
  [/\b(?:Chrome|CriOS|Chromium)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
  [/AppleWebKit\/(\d+)/, 'WebKit'],
]

const programs: Names = [
  [/^weidun\b/i, 'weidun'],
  [/^curl\/(\d+)/, 'curl'],
  [/^Wget\/(\d+)/, 'Wget'],
  [/^python-(?:requests|urllib)|^Python\//i, 'Python'],
  [/^Go-http-client\/(\d+)/, 'Go'],
  [/^(?:okhttp|Apache-HttpClient|Java)\/(\d+)/, 'Java'],
  [/^(?:node|undici|axios)\b/i, 'Node'],
  [/^PostmanRuntime\/(\d+)/, 'Postman'],
]

const systems: Names = [
  [/OpenHarmony (\d+(?:\.\d+)?)/, 'HarmonyOS'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android (\d+(?:\.\d+)?)/, 'Android'],
  [/Android/, 'Android'],
  [/iPad.*? OS (\d+(?:_\d+)?)/, 'iPadOS'],
  [/iPhone.*? OS (\d+(?:_\d+)?)/, 'iOS'],
  [/Windows NT (\d+\.\d+)/, 'Windows'],
  [/Windows/, 'Windows'],
  [/Mac OS X (\d+[._]\d+)/, 'macOS'],
  [/Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

const find = (names: Names, text: string): { name: string; version: string | null } | undefined => {
  for (const [pattern, name] of names) {
    const found = pattern.exec(text)
    if (found !== null) return { name, version: found[1]?.slice(0, 12).replaceAll('_', '.') ?? null }
  }
  return undefined
}

/** Words between semicolons that are no model. */
const noModel = /^(?:U|wv|K|Linux|Mobile|Tablet|Android.*|HarmonyOS.*|HMSCore.*|GMSCore.*|[a-z]{2}[-_][a-zA-Z-]{2,7}|rv:.*)$/

/** `Linux; Android 14; zh-cn; 23127PN0CC Build/UKQ1` has the model 23127PN0CC. */
const androidModel = (text: string): string | null => {
  const [, inside = ''] = /\(([^()]{0,160})\)?/.exec(text) ?? []
  for (const part of inside.split(';').slice(1)) {
    const word = part.replace(/ ?Build\/.*$/, '').trim()
    if (word !== '' && word.length <= 40 && !noModel.test(word)) return word.replace(/^(?:HUAWEI|HONOR|vivo|OPPO) (?=\w)/i, '')
  }
  return null
}

const modelOf = (text: string, system: string): string | null => {
  if (system === 'Android' || (system === 'HarmonyOS' && /Android/.test(text))) return androidModel(text)
  if (system === 'iOS') return /iPod/.test(text) ? 'iPod' : 'iPhone'
  if (system === 'iPadOS') return 'iPad'
  return system === 'macOS' ? 'Mac' : null
}

const kindOf = (text: string, system: string): Device['kind'] => {
  if (system === 'iPadOS' || /\b(?:Tablet|Pad)\b/.test(text)) return 'tablet'
  if (system === 'iOS' || /\(Phone;/.test(text)) return 'phone'
  if (system === 'Android' || system === 'HarmonyOS') return /Mobile|NetType|DingTalk/.test(text) ? 'phone' : /\(PC;/.test(text) ? 'computer' : 'tablet'
  return system === 'unknown' ? 'unknown' : 'computer'
}

/**
 * Reads a User-Agent header; orientation, not proof, since everybody can send any. Microseconds.
 * Chinese programs name themselves in front of, behind and inside the names of others, so that order matters. A Mac
 * and an iPad that asks for desktop pages cannot be told apart.
 * @param userAgent the header, or null where there was none
 */
export const deviceOf = (userAgent: string | null): Device => {
  const text = (userAgent ?? '').slice(0, maxLength)
  const program = find(programs, text)
  const system = find(systems, text) ?? { name: 'unknown', version: null }
  const shared = { system: system.name, systemVersion: system.version }
  if (program !== undefined) {
    return { kind: 'program', model: null, ...shared, browser: program.name, browserVersion: program.version, app: null }
  }
  const browser = find(browsers, text) ?? { name: 'unknown', version: null }
  return {
    kind: kindOf(text, system.name),
    model: modelOf(text, system.name),
    ...shared,
    browser: browser.name,
    browserVersion: browser.version,
    app: find(apps, text)?.name ?? null,
  }
}
