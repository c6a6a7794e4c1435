import type { Found } from './found.ts'

export type AlertLink = Found & {
  /** Whether the platforms themselves use the host; a forged alert leads elsewhere. */
  official: boolean
}

const link = /https?:\/\/([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5})(?:[/:?#][^\s\u3000-\uffef\u4e00-\u9fff“”‘’]{0,300})?/gi

const officialHosts: readonly string[] = [
  'qq.com', 'wechat.com', 'weixin.com', 'tencent.com', 'weibo.com', 'weibo.cn', 'sina.com.cn', 'sina.cn', 't.cn', 'douyin.com',
  'iesdouyin.com', 'xiaohongshu.com', 'xhslink.com',
]

const isOfficial = (host: string): boolean => officialHosts.some((known) => host === known || host.endsWith(`.${known}`))

/** Hosts that the text leads to, at most ten. */
export const findLinks = (text: string): readonly AlertLink[] =>
  [...text.matchAll(link)].slice(0, 10).map((match) => {
    const host = (match[1] ?? '').toLowerCase()
    return { value: host, start: match.index, end: match.index + match[0].length, official: isOfficial(host) }
  })
