import { defineProblem } from '../../../kernel/errors.ts'
import type { FrontAnswer } from '../../../kernel/front.ts'
import type { ProblemDocument } from '../../../kernel/http/problem-document.ts'
import { errorUrn, mediaType } from './urns.ts'

export const invalidSyntax = defineProblem('invalid', 'scim.invalid-syntax', {
  zh: '请求正文不是有效的 SCIM 内容：{what}',
  en: 'The body is no valid SCIM message: {what}',
})
export const invalidFilter = defineProblem('invalid', 'scim.invalid-filter', {
  zh: '不支持这个 filter。支持 userName、externalId、id、displayName、active 的 eq 条件，可用 and 连接。',
  en: 'This filter is not offered: use eq on userName, externalId, id, displayName or active, joined by "and".',
})
export const invalidPath = defineProblem('invalid', 'scim.invalid-path', {
  zh: '不支持这个 path：{path}',
  en: 'This path is not offered: {path}',
})
export const invalidValue = defineProblem('invalid', 'scim.invalid-value', {
  zh: '{path} 的值不符合要求',
  en: 'The value of {path} does not fit',
})
export const noTarget = defineProblem('invalid', 'scim.no-target', {
  zh: 'remove 操作须写明 path',
  en: 'A remove operation needs a path',
})
export const notMutable = defineProblem('invalid', 'scim.not-mutable', {
  zh: '{path} 不能由通讯录修改或删除',
  en: 'A directory cannot change or remove {path}',
})
export const notOffered = defineProblem('not-found', 'scim.not-offered', {
  zh: '不提供此操作。部门随人员的 department 属性建立和变更。',
  en: 'This is not offered. Departments are made and changed by the attribute "department" of people.',
})
export const noFilterHere = defineProblem('refused', 'scim.no-filter-here', {
  zh: '此地址不接受 filter。',
  en: 'This address takes no filter.',
})

/** RFC 7644, section 3.12, table 9; by problem code. */
const types: Readonly<Record<string, string>> = {
  'scim.invalid-syntax': 'invalidSyntax',
  'scim.invalid-filter': 'invalidFilter',
  'scim.invalid-path': 'invalidPath',
  'scim.invalid-value': 'invalidValue',
  'scim.no-target': 'noTarget',
  'scim.not-mutable': 'mutability',
  'input.invalid': 'invalidValue',
  'scim.inactive-newcomer': 'invalidValue',
  'scim.external-id-taken': 'uniqueness',
  'person.login-name-taken': 'uniqueness',
  'scim.login-name-of-leaver': 'uniqueness',
}

/** Where the protocol has a status of its own, by problem code. */
const statuses: Readonly<Record<string, number>> = {
  'scim.version-stale': 412,
  'scim.not-offered': 501,
}

/** A refusal as RFC 7644 (section 3.12) says it. */
export const scimError = ({ status, code, detail, reasons = [], issues = [] }: ProblemDocument): FrontAnswer => {
  const said = statuses[code] ?? (status === 422 ? 400 : status)
  const scimType = types[code]
  const fields = issues.map(({ path, message }) => `${path}: ${message}`)
  const more = reasons.slice(1).map(({ text }) => text)
  return {
    status: said,
    headers: { 'content-type': mediaType },
    body: JSON.stringify({
      schemas: [errorUrn],
      status: String(said),
      ...(scimType === undefined ? {} : { scimType }),
      detail: [detail, ...more, ...fields].join(' '),
    }),
  }
}
