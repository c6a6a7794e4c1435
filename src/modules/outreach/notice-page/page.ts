import type { z } from 'zod'
import type { FrontAnswer } from '../../../kernel/front.ts'
import type { Locale } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { escaped, publicPage } from '../../../kernel/public-page.ts'
import { namesOf, pageTexts } from '../page/texts.ts'
import { qrCode } from './qr-code.ts'
import type { readNotice } from './read-notice.ts'

/** Where notices are read; each version has an address of its own below it. */
export const noticePath = '/notice'

type Notice = z.output<(typeof readNotice)['output']>

const texts = {
  zh: {
    plain: '简单来说',
    purposeText: '处理目的',
    method: '处理方式',
    scope: '个人信息的范围',
    retention: '保存期限',
    recipients: '接收方',
    about: (what: string, channels: string) => `${what} · ${channels}`,
    version: (version: number, at: string) => `第 ${version} 版，${at} 发布`,
    sensitive: '涉及敏感个人信息，须您单独同意',
    older: '这是以前的版本。',
    noMore: '这个版本的同意已不再有效。',
    current: '查看现行版本',
    versions: '各个版本',
    rights: '同意与否由您决定，不影响您使用其他服务。同意之后可以随时撤回，撤回同样方便，并且立即生效。',
    scan: '扫码阅读这一版',
    digest: '内容摘要（SHA-256）',
  },
  en: {
    plain: 'In short',
    purposeText: 'Purpose',
    method: 'Method',
    scope: 'Which data',
    retention: 'How long',
    recipients: 'Who else receives them',
    about: (what: string, channels: string) => `${what} · ${channels}`,
    version: (version: number, at: string) => `Version ${version}, published ${at}`,
    sensitive: 'About sensitive personal data; needs a consent of its own',
    older: 'This is an earlier version.',
    noMore: 'Consents to it no longer count.',
    current: 'Read the version in force',
    versions: 'All versions',
    rights: 'You decide. Saying no takes no other service from you. You can withdraw at any time, as easily, and at once.',
    scan: 'Scan to read this version',
    digest: 'Digest (SHA-256)',
  },
} as const

const day = (at: string): string => shanghaiTime(new Date(at)).slice(0, 10)

/** A notice in plain language: readable on a phone, on paper, and without script. */
export const noticePage = (notice: Notice, { origin, locale }: { origin: string; locale: Locale }): FrontAnswer => {
  const t = texts[locale]
  const { id, version, inForce } = notice
  const address = `${noticePath}/${id}`
  const part = (name: 'purposeText' | 'method' | 'scope' | 'retention' | 'recipients'): string =>
    `<h2>${t[name]}</h2><p class="text">${escaped(notice[name])}</p>`
  const isOld = version !== inForce
  return publicPage({
    status: 200,
    locale,
    title: notice.title,
    wide: true,
    html:
      `${notice.company === null ? '' : `<p class="soft">${escaped(notice.company)}</p>`}<h1>${escaped(notice.title)}</h1>`
      + `<p class="soft">${escaped(t.about(pageTexts[locale].purpose[notice.purpose], namesOf(notice.channels, locale)))}<br>${t.version(version, day(notice.publishedAt))}</p>`
      + (notice.sensitive ? `<p class="mark">${t.sensitive}</p>` : '')
      + (isOld ? `<p class="warn">${t.older}${notice.counts ? '' : t.noMore} <a href="${address}">${t.current}</a></p>` : '')
      + `<h2>${t.plain}</h2><p class="text">${escaped(notice.plainText)}</p>`
      + (['purposeText', 'method', 'scope', 'retention', 'recipients'] as const).map(part).join('')
      + `<p class="soft">${t.rights}</p><footer>${qrCode(`${origin}${address}/${version}`, t.scan)}<p class="soft">${t.scan}</p>`
      + `<p class="soft digest">${t.digest} ${notice.digest}</p>`
      + (notice.versions.length < 2
        ? ''
        : `<h2 class="screen">${t.versions}</h2><ul class="screen">${notice.versions
            .map((each) => `<li><a href="${address}/${each.version}">${t.version(each.version, day(each.publishedAt))}</a></li>`)
            .join('')}</ul>`)
      + '</footer>',
  })
}
