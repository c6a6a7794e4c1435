import { createHash } from 'node:crypto'
import type { FrontAnswer } from './front.ts'
import type { Locale } from './sentence.ts'

/** The whole look of the pages for people outside: no file to fetch, both themes, from 320 px on. */
const pageStyle = `
:root { color-scheme: light dark; --ground: #f4f6f8; --paper: #fff; --ink: #1b2430; --soft: #566170; --line: #d5dbe2; --edge: #7c8794; --strong: #0b5cad; --on: #fff; --warn: #9a3412; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12161b; --paper: #1b2129; --ink: #e7ecf2; --soft: #a5b0bd; --line: #353f4b; --edge: #7f8b99; --strong: #6db3ff; --on: #08131f; --warn: #fdba74; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 24px 16px; display: grid; place-items: center; background: var(--ground); color: var(--ink);
  font: 16px/1.7 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { width: 100%; max-width: 440px; padding: 28px 24px; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.4; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
p.soft:first-child { margin: 0 0 4px; }
.soft { color: var(--soft); font-size: 14px; }
form { margin: 0 0 12px; }
button { width: 100%; min-height: 48px; padding: 10px 16px; font: inherit; border-radius: 8px; border: 1px solid var(--strong); cursor: pointer;
  background: transparent; color: var(--strong); }
button.main { background: var(--strong); color: var(--on); font-weight: 600; }
button:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
footer { margin-top: 20px; padding-top: 16px; border-top: 1px solid var(--line); }
footer p { margin: 0; }
main.wide { max-width: 680px; }
h2 { margin: 28px 0 8px; font-size: 18px; line-height: 1.4; }
label, legend { display: block; margin: 0 0 4px; font-weight: 600; }
input, select, textarea { width: 100%; min-height: 48px; margin: 0 0 16px; padding: 10px 12px; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--edge); border-radius: 8px; }
textarea { min-height: 96px; resize: vertical; }
input:focus-visible, select:focus-visible, textarea:focus-visible, summary:focus-visible { outline: 3px solid var(--strong); outline-offset: 1px; }
input[type=radio] { width: 20px; min-height: 20px; height: 20px; margin: 0 8px 0 0; vertical-align: -4px; accent-color: var(--strong); }
label.choice { font-weight: 400; padding: 8px 0; }
fieldset { margin: 0 0 16px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
fieldset p { margin: 0 0 8px; }
legend { padding: 0 6px; }
label.field { margin: 0 0 16px; }
label.field input, label.field select { margin: 4px 0 0; }
label.box { display: flex; gap: 10px; padding: 8px 0; align-items: flex-start; font-weight: 400; }
input[type=checkbox] { flex: none; width: 20px; height: 20px; min-height: 20px; margin: 4px 0 0; padding: 0; accent-color: var(--strong); }
.text { white-space: pre-line; }
.mark { display: inline-block; margin: 0 0 16px; padding: 2px 10px; border: 1px solid var(--line); border-radius: 99px; font-size: 14px; }
.warn { padding: 10px 14px; border: 1px solid var(--warn); border-radius: 8px; color: var(--warn); }
a { color: var(--strong); }
a:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
.qr { width: 148px; height: 148px; display: block; margin: 0 0 8px; border: 1px solid var(--line); }
.digest { font-size: 12px; overflow-wrap: anywhere; }
details { margin: 0 0 12px; border: 1px solid var(--line); border-radius: 8px; }
summary { padding: 12px 16px; cursor: pointer; font-weight: 600; }
details > form, details > p { margin: 0 16px 16px; }
section.card { margin: 0 0 16px; padding: 16px; border: 1px solid var(--line); border-radius: 8px; }
section.card > :last-child { margin-bottom: 0; }
section.card h2 { margin: 0 0 4px; }
.row { display: flex; flex-wrap: wrap; gap: 12px; }
.row form { flex: 1 1 140px; }
ul { margin: 0 0 16px; padding: 0 0 0 20px; }
@media print {
  :root { color-scheme: light; --ground: #fff; --paper: #fff; --ink: #000; --soft: #333; --line: #999; --edge: #999; --strong: #000; --warn: #000; }
  body { padding: 0; display: block; } main, main.wide { max-width: none; padding: 0; border: 0; } .screen { display: none; }
}
`

const digest = createHash('sha256').update(pageStyle).digest('base64')

/**
 * Nothing but this style, and forms that lead back here; no script, no picture. Framed by the pages of these origins, or by none.
 */
const pagePolicy = (framedBy: readonly string[]): string =>
  `default-src 'none'; style-src 'sha256-${digest}'; form-action 'self'; base-uri 'none'; frame-ancestors ${framedBy.length === 0 ? "'none'" : framedBy.join(' ')}`

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as it stands in an element or between quotation marks. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => escapes[sign] ?? '')

/** The language that somebody outside prefers, by their Accept-Language header. */
export const pageLocale = (acceptLanguage: string | undefined): Locale => (/^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh')

type PublicPage = {
  status: number
  locale: Locale
  title: string
  /** The inside of `main`; whoever makes it has escaped every text. */
  html: string
  /** Pages of others that may frame it. */
  framedBy?: readonly string[]
  /** For a form that must show that it was sent from here; other pages tell nobody where one comes from. */
  namesItself?: boolean
  wide?: boolean
}

/** A page for people outside: one style, no script, nothing fetched. */
export const publicPage = ({ status, locale, title, html, framedBy = [], namesItself = false, wide = false }: PublicPage): FrontAnswer => {
  const language = locale === 'zh' ? 'zh-CN' : 'en'
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy(framedBy),
      'content-language': language,
      ...(namesItself ? { 'referrer-policy': 'same-origin' } : {}),
      'x-robots-tag': 'noindex',
    },
    body: `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`
      + `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${pageStyle}</style></head>`
      + `<body><main${wide ? ' class="wide"' : ''}>${html}</main></body></html>`,
  }
}
