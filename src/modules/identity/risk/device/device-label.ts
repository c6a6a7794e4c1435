import type { Sentence } from '../../../../kernel/sentence.ts'
import type { Device } from './device-of.ts'

const chinese: Readonly<Record<string, string>> = {
  WeCom: '企业微信', WeChat: '微信', DingTalk: '钉钉', Feishu: '飞书', Alipay: '支付宝', Weibo: '微博', Douyin: '抖音', Xiaohongshu: '小红书',
  QQBrowser: 'QQ 浏览器', HuaweiBrowser: '华为浏览器', HonorBrowser: '荣耀浏览器', MiuiBrowser: '小米浏览器', HeyTapBrowser: 'OPPO 浏览器',
  VivoBrowser: 'vivo 浏览器', SamsungBrowser: '三星浏览器', UCBrowser: 'UC 浏览器', Quark: '夸克', 360: '360 浏览器', Sogou: '搜狗浏览器', Cheetah: '猎豹浏览器',
  Baidu: '百度', HarmonyOS: '鸿蒙', unknown: '未知', weidun: '命令行',
}

const english: Readonly<Record<string, string>> = {
  QQBrowser: 'QQ Browser', HuaweiBrowser: 'Huawei Browser', HonorBrowser: 'Honor Browser', MiuiBrowser: 'Mi Browser', HeyTapBrowser: 'OPPO browser',
  VivoBrowser: 'vivo browser', SamsungBrowser: 'Samsung Internet', UCBrowser: 'UC Browser', 360: '360 browser', Sogou: 'Sogou browser',
  Cheetah: 'Cheetah browser', weidun: 'command line',
}

/** The name of a browser, program or system in both languages. */
export const nameOf = (name: string): Sentence => ({ zh: chinese[name] ?? name, en: english[name] ?? name })

const kinds: Readonly<Record<Device['kind'], Sentence>> = {
  phone: { zh: '手机', en: 'phone' },
  tablet: { zh: '平板', en: 'tablet' },
  computer: { zh: '电脑', en: 'computer' },
  program: { zh: '程序', en: 'program' },
  unknown: { zh: '未知设备', en: 'unknown device' },
}

/** A device in a few words: "ALN-AL00 · 鸿蒙 · 华为浏览器", "电脑 · Windows · Edge". */
export const deviceLabel = ({ kind, model, system, browser, app }: Device): Sentence => {
  const names = [system, app ?? browser].filter((name) => name !== 'unknown').map(nameOf)
  const first = model === null ? kinds[kind] : { zh: model, en: model }
  return { zh: [first, ...names].map(({ zh }) => zh).join(' · '), en: [first, ...names].map(({ en }) => en).join(' · ') }
}
