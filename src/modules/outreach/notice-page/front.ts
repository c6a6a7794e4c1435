import type { Front } from '../../../kernel/front.ts'
import { pageLocale } from '../../../kernel/public-page.ts'
import { refusalPage } from '../page/pages.ts'
import { noticeNotThere } from '../problems.ts'
import { isUuid } from '../uuid.ts'
import { noticePage, noticePath } from './page.ts'
import { readNotice } from './read-notice.ts'

/** `/notice/ID` reads the version in force, `/notice/ID/2` the second one, whether it is in force or not. */
export const noticeFront: Front = {
  name: 'outreach.notice-page',
  path: noticePath,
  methods: ['GET', 'HEAD'],
  headers: ['accept-language'],
  bodyLimit: 1024,
  caller: 'signature',
  anonymousPerMinute: 120,
  operations: [readNotice],
  answer: async (request, call) => {
    const [id = '', version, ...beyond] = request.steps
    if (beyond.length > 0 || !isUuid(id) || (version !== undefined && !/^[1-9]\d{0,3}$/.test(version))) throw noticeNotThere()
    const notice = await call(readNotice, { id, version: version === undefined ? null : Number(version) })
    return noticePage(notice, { origin: request.origin, locale: pageLocale(request.headers['accept-language']) })
  },
  refusal: ({ status, detail }) => refusalPage(status, detail, /^[\x20-\x7e]*$/.test(detail) ? 'en' : 'zh'),
}
