import { html, raw } from 'hono/html'
import type { Locale } from '../sentence.ts'
import type { openApiOf } from './openapi.ts'

type OpenApi = ReturnType<typeof openApiOf>

/** The description of the interface as a plain page: every operation, what it needs, takes, answers and records. */
export const docsPage = (api: OpenApi, locale: Locale, nonce: string) => html`<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${locale === 'zh' ? '微盾接口说明' : 'Weidun API'}</title>
    <style nonce="${nonce}">${raw(style)}</style>
  </head>
  <body>
    <main>
      <h1>${locale === 'zh' ? '微盾接口说明' : 'Weidun API'} <small>${api.info.version}</small></h1>
      <p>${api.info.description} <a href="/api/openapi.json">openapi.json</a></p>
      ${api.tags.map((tag) => section(api, tag, locale))}
    </main>
  </body>
</html>`

const section = (api: OpenApi, tag: OpenApi['tags'][number], locale: Locale) => html`
  <h2>${tag.description}</h2>
  ${Object.entries(api.paths)
    .filter(([, { post }]) => post.tags.includes(tag.name))
    .map(([path, { post }]) => operation(path, post, locale))}
`

const operation = (path: string, post: OpenApi['paths'][string]['post'], locale: Locale) => html`
  <details id="${post.operationId}">
    <summary><code>POST ${path}</code> ${locale === 'zh' ? post.summary : post.description}</summary>
    <dl>
      <dt>${locale === 'zh' ? '权限' : 'Permission'}</dt>
      <dd><code>${post['x-weidun-permission']}</code></dd>
      <dt>${locale === 'zh' ? '写入台账' : 'Recorded in the ledger'}</dt>
      <dd>${recorded(post['x-weidun-records'])}</dd>
      <dt>${locale === 'zh' ? '命令行' : 'Command line'}</dt>
      <dd><code>weidun ${post.operationId} '{…}'</code></dd>
      <dt>${locale === 'zh' ? '参数' : 'Input'}</dt>
      <dd><pre>${JSON.stringify(post.requestBody.content['application/json'].schema, null, 2)}</pre></dd>
      <dt>${locale === 'zh' ? '返回' : 'Output'}</dt>
      <dd><pre>${JSON.stringify(post.responses[200].content['application/json'].schema, null, 2)}</pre></dd>
    </dl>
  </details>
`

const recorded = (records: OpenApi['paths'][string]['post']['x-weidun-records']): string =>
  'unrecorded' in records ? records.unrecorded : records.join(', ')

const style = `
  :root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif }
  main { max-width: 60rem; margin: 0 auto; padding: 1rem }
  details { border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .5rem 0 }
  summary { cursor: pointer }
  dt { font-weight: 600; margin-top: .5rem }
  dd { margin: 0 }
  pre { overflow-x: auto; padding: .5rem; background: color-mix(in srgb, currentColor 7%, transparent) }
`
