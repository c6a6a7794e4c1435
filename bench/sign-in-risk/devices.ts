import type { Dice } from './dice.ts'

/** One browser or inner browser on one device, with a cookie of its own. */
export type Client = {
  kind: 'computer' | 'phone'
  /** Writes the header, given the day: browsers and systems are updated. */
  userAgent: (day: number) => string
  /** Share of sign-ins before which its cookie was lost. */
  loses: number
  key: string
}

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'

/** Major versions of Chrome: a new one each 28 days, taken up after `delay` days. */
const chrome = (day: number, delay: number): number => 142 + Math.floor((day - delay + 28) / 28)

const computers = { chrome: 40, edge: 24, se360: 12, qq: 8, macChrome: 8, macSafari: 5, wecom: 3 }

export const computer = (dice: Dice): Client => {
  const [kind, delay] = [dice.weighted(computers), dice.below(20)]
  const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`
  const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
  const userAgent = (day: number): string => {
    const version = chrome(day, delay)
    if (kind === 'chrome') return `${windows} Chrome/${version}.0.0.0 Safari/537.36`
    if (kind === 'edge') return `${windows} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`
    if (kind === 'se360') return `${windows} Chrome/132.0.0.0 Safari/537.36 QIHU 360SE`
    if (kind === 'qq') return `${windows} Chrome/123.0.0.0 Safari/537.36 Core/1.123.100 QQBrowser/${19 + Math.floor((day + delay) / 120)}.0.0`
    if (kind === 'macChrome') return `${mac} ${webkit} Chrome/${version}.0.0.0 Safari/537.36`
    if (kind === 'macSafari') return `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${day + delay > 80 ? '26.2' : '26.1'} Safari/605.1.15`
    return `Mozilla/5.0 (Windows NT 10.0; WOW64) ${webkit} Chrome/122.0.0.0 Safari/537.36 wxwork/${day + delay > 90 ? '5.0.1' : '4.1.38'} (MicroMessenger/6.2) WindowsWechat`
  }
  return { kind: 'computer', userAgent, loses: 0.01, key: dice.word('c') }
}

const phones = {
  iPhone: 24, 'ALN-AL00': 8, 'BRA-AL00': 6, 'HBN-AL00': 5, '23127PN0CC': 8, '24129PN74C': 7, '2410DPN6CC': 5, V2309A: 7, V2405A: 6, PGEM10: 6,
  PKB110: 5, 'PGT-AN10': 5, 'MAA-AN00': 4, 'SM-S9280': 2, next: 6,
}

export type Phone = { model: keyof typeof phones; clients: readonly Client[] }

const phoneUserAgent = (model: string, app: string, { dice }: { dice: Dice }) => {
  const [delay, ios] = [dice.below(40), dice.below(3)]
  const tail = { wecom: 'wxwork/5.0.1 MicroMessenger/7.0.1 NetType/WIFI Language/zh', dingtalk: 'AliApp(DingTalk/8.1.0)', browser: '' }[app] ?? ''
  return (day: number): string => {
    if (model === 'iPhone') {
      const version = ['26_1', '26_2', '26_3', '26_4'][Math.min(3, Math.max(0, Math.floor((day - delay) / 50) + ios))] ?? '26_1'
      const end = app === 'browser' ? `Version/${version.replace('_', '.')} Mobile/15E148 Safari/604.1` : `Mobile/15E148 ${tail}`
      return `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${end}`
    }
    if (model === 'next') {
      return `Mozilla/5.0 (Phone; OpenHarmony 6.0) ${webkit} Chrome/132.0.0.0 Safari/537.36 ArkWeb/6.0.0.47 Mobile ${tail === '' ? 'HuaweiBrowser/6.0.1' : tail}`
    }
    if (/-(AL|AN)\d\d$/.test(model) && app === 'browser') {
      return `Mozilla/5.0 (Linux; Android 12; HarmonyOS; ${model}; HMSCore 6.15.0) ${webkit} Chrome/114.0.5735.196 HuaweiBrowser/${15 + Math.floor((day + delay) / 100)}.0.4 Mobile Safari/537.36`
    }
    const end = app === 'browser' ? `Mobile Safari/537.36` : `Mobile Safari/537.36 ${tail}`
    return `Mozilla/5.0 (Linux; Android 15; ${model} Build/AP3A.240905; wv) ${webkit} Version/4.0 Chrome/${116 + 14 * Math.floor((day + delay) / 110)}.0.0.0 ${end}`
  }
}

export const phone = (dice: Dice, habit: { app: 'wecom' | 'dingtalk'; alsoBrowser: boolean }): Phone => {
  const model = dice.weighted(phones)
  const apps = habit.alsoBrowser ? [habit.app, 'browser'] : [habit.app]
  return {
    model,
    clients: apps.map((app) => ({
      kind: 'phone', userAgent: phoneUserAgent(model, app, { dice }), loses: 0.03, key: dice.word('p'),
    })),
  }
}
