import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceLabel } from './device-label.ts'
import { deviceOf } from './device-of.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`

/** User agent, then kind, model, system with version, browser with version, app. */
const table: readonly [string, string][] = [
  [`${iPhone} Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN`, 'phone iPhone iOS 17.5 WebKit 605 WeChat'],
  [
    `Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1.230804.001; wv) ${webkit} Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 `
      + 'XWEB/1160117 MMWEBSDK/20240404 MMWEBID/3021 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
    'phone 23127PN0CC Android 14 Chrome 116 WeChat',
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; WOW64) ${webkit} Chrome/81.0.4044.138 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) XWEB/8555`,
    'computer - Windows 10.0 Chrome 81 WeChat',
  ],
  [`${iPhone} Mobile/15E148 wxwork/4.1.26 MicroMessenger/7.0.1 Language/zh ColorScheme/Light`, 'phone iPhone iOS 17.5 WebKit 605 WeCom'],
  [
    `Mozilla/5.0 (Linux; Android 13; V2309A Build/TP1A.220624.014; wv) ${webkit} Version/4.0 Chrome/109.0.5414.86 MQQBrowser/6.2 TBS/046403 Mobile Safari/537.36 wxwork/4.1.22 MicroMessenger/7.0.1 NetType/WIFI Language/zh Lang/zh`,
    'phone V2309A Android 13 QQBrowser 6 WeCom',
  ],
  [`Mozilla/5.0 (Windows NT 10.0; WOW64) ${webkit} Chrome/108.0.5359.125 Safari/537.36 wxwork/4.1.22 (MicroMessenger/6.2) WindowsWechat`, 'computer - Windows 10.0 Chrome 108 WeCom'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X; zh-CN) AppleWebKit/537.51.1 (KHTML, like Gecko) Mobile/21E219 AliApp(DingTalk/7.5.10) com.laiwang.DingTalk/31234567 Channel/201200 language/zh-Hans-CN',
    'phone iPhone iOS 17.4 WebKit 537 DingTalk',
  ],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/91.0.4472.164 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.5.0-Release.231212001)`, 'computer - Windows 10.0 Chrome 91 DingTalk'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Chrome/112.0.5615.183 Safari/537.36 Lark/7.14.5 LarkLocale/zh_CN Feishu/7.14.5`, 'computer Mac macOS 10.15 Chrome 112 Feishu'],
  [`Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webkit} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300`, 'phone - HarmonyOS 5.0 HuaweiBrowser 5 -'],
  [`Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webkit} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.11 NetType/WIFI`, 'phone - HarmonyOS 5.0 ArkWeb 4 WeChat'],
  [`Mozilla/5.0 (PC; OpenHarmony 5.0) ${webkit} Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 HuaweiBrowser/5.1.2.300`, 'computer - HarmonyOS 5.0 HuaweiBrowser 5 -'],
  [`Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00; HMSCore 6.13.0.302) ${webkit} Chrome/114.0.5735.196 HuaweiBrowser/14.0.5.303 Mobile Safari/537.36`, 'phone ALN-AL00 HarmonyOS - HuaweiBrowser 14 -'],
  [`Mozilla/5.0 (Linux; Android 10; HarmonyOS; BAH3-W09; HMSCore 6.12) ${webkit} Chrome/99.0.4844.88 HuaweiBrowser/13.0.6.302 Safari/537.36`, 'tablet BAH3-W09 HarmonyOS - HuaweiBrowser 13 -'],
  [`Mozilla/5.0 (Linux; U; Android 14; zh-cn; 23127PN0CC Build/UKQ1.230804.001) ${webkit} Version/4.0 Chrome/109.0.5414.118 Mobile Safari/537.36 XiaoMi/MiuiBrowser/18.2.150419`, 'phone 23127PN0CC Android 14 MiuiBrowser 18 -'],
  [`Mozilla/5.0 (Linux; U; Android 13; zh-cn; PGEM10 Build/TP1A.220905.001) ${webkit} Version/4.0 Chrome/115.0.5790.168 Mobile Safari/537.36 HeyTapBrowser/40.8.30.1`, 'phone PGEM10 Android 13 HeyTapBrowser 40 -'],
  [`Mozilla/5.0 (Linux; Android 14; V2309A; wv) ${webkit} Version/4.0 Chrome/101.0.4951.74 Mobile Safari/537.36 VivoBrowser/20.2.10.0`, 'phone V2309A Android 14 VivoBrowser 20 -'],
  [`Mozilla/5.0 (Linux; Android 13; PGT-AN10; HMSCore 6.11.0.302) ${webkit} Chrome/110.0.5481.153 HonorBrowser/6.0.0.9 Mobile Safari/537.36`, 'phone PGT-AN10 Android 13 HonorBrowser 6 -'],
  [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/126.0.0.0 Mobile Safari/537.36`, 'phone - Android 10 Chrome 126 -'],
  [`${iPhone} Version/17.5 Mobile/15E148 Safari/604.1`, 'phone iPhone iOS 17.5 Safari 17 -'],
  ['Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1', 'tablet iPad iPadOS 16.6 Safari 16 -'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15', 'computer Mac macOS 10.15 Safari 17 -'],
  [`${windows} Chrome/126.0.0.0 Safari/537.36`, 'computer - Windows 10.0 Chrome 126 -'],
  [`${windows} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`, 'computer - Windows 10.0 Edge 126 -'],
  [`${windows} Chrome/108.0.5359.95 Safari/537.36 QIHU 360SE`, 'computer - Windows 10.0 360 - -'],
  [`${windows} Chrome/94.0.4606.71 Safari/537.36 Core/1.94.201.400 QQBrowser/11.9.5325.400`, 'computer - Windows 10.0 QQBrowser 11 -'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'computer - Linux - Firefox 127 -'],
  ['curl/8.5.0', 'program - unknown - curl 8 -'],
  ['', 'unknown - unknown - unknown - -'],
]

describe('reading a user agent (ACC-5)', () => {
  it.each(table)('%s', (userAgent, expected) => {
    const { kind, model, system, systemVersion, browser, browserVersion, app } = deviceOf(userAgent)
    const said = [kind, model, system, systemVersion, browser, browserVersion, app].map((part) => part ?? '-').join(' ')
    expect(said).toBe(expected)
  })

  it('answers for whatever is sent, in bounded words', () => {
    const pieces = fc.array(fc.oneof(fc.string(), fc.constantFrom(...table.map(([userAgent]) => userAgent.slice(0, 90)), '(', ';', ')')), { maxLength: 12 })
    fc.assert(
      fc.property(pieces, (parts) => {
        const device = deviceOf(parts.join(''))
        expect((device.model ?? '').length).toBeLessThanOrEqual(40)
        expect((device.browserVersion ?? '').length + (device.systemVersion ?? '').length).toBeLessThanOrEqual(24)
      }),
    )
  })

  it('names a device for people', () => {
    const label = (userAgent: string | null) => deviceLabel(deviceOf(userAgent))
    expect(label(table[12]?.[0] ?? null)).toEqual({ zh: 'ALN-AL00 · 鸿蒙 · 华为浏览器', en: 'ALN-AL00 · HarmonyOS · Huawei Browser' })
    expect(label(table[23]?.[0] ?? null)).toEqual({ zh: '电脑 · Windows · Edge', en: 'computer · Windows · Edge' })
    expect(label(null)).toEqual({ zh: '未知设备', en: 'unknown device' })
  })
})
