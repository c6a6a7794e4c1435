import type { Front, FrontRequest } from '../../../kernel/front.ts'
import { pageLocale } from '../../../kernel/public-page.ts'
import { linkNotAccepted } from '../problems.ts'
import { resubscribeByLink } from '../resubscribe-by-link.ts'
import { unsubscribeByLink } from '../unsubscribe-by-link.ts'
import { unsubscribePath } from '../unsubscribe-link.ts'
import { viewLink } from '../view-link.ts'
import { linkPage, refusalPage, undonePage } from './pages.ts'

/** The page of the unsubscribe link: GET shows and changes nothing, since mail scanners open every link; POST acts. */
export const unsubscribeFront: Front = {
  name: 'outreach.unsubscribe-page',
  path: unsubscribePath,
  methods: ['GET', 'HEAD', 'POST'],
  headers: ['accept-language', 'content-type'],
  bodyLimit: 1024,
  caller: 'signature',
  // Whole offices and mobile networks share an address.
  anonymousPerMinute: 120,
  operations: [viewLink, unsubscribeByLink, resubscribeByLink],
  answer: async (request, call) => {
    const locale = pageLocale(request.headers['accept-language'])
    const [token = '', ...beyond] = request.steps
    if (beyond.length > 0) throw linkNotAccepted()
    const before = await call(viewLink, { token })
    if (request.method !== 'POST') return linkPage(before, locale)
    const action = actionOf(request)
    if (action === 'undo') {
      if (before.undoable.length > 0) await call(resubscribeByLink, { token })
      return undonePage(before.sender, locale)
    }
    await call(unsubscribeByLink, { token, from: action })
    return linkPage(await call(viewLink, { token }), locale)
  },
  refusal: ({ status, detail }) => refusalPage(status, detail, /^[\x20-\x7e]*$/.test(detail) ? 'en' : 'zh'),
}

/**
 * What a form asks for. Whatever is no form of ours unsubscribes from the channel of the message: so does the one-click
 * POST of mail programs (RFC 8058: `List-Unsubscribe=One-Click`, as a form in either encoding).
 */
const actionOf = ({ body, headers }: FrontRequest): 'channel' | 'all' | 'undo' => {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) return 'channel'
  const action = new URLSearchParams(Buffer.from(body).toString()).get('action')
  return action === 'all' || action === 'undo' ? action : 'channel'
}
