import { defineProblem } from '../../../kernel/errors.ts'

export const formNotThere = defineProblem('not-found', 'outreach.form-not-there', {
  zh: '没有这张表单，或已停用。请联系表单所在页面的负责人。',
  en: 'There is no such form, or it is no longer in use; write to whoever runs the page.',
})

export const noticeUnfit = defineProblem('invalid', 'outreach.form-notice-unfit', {
  zh: '所选的告知书不存在，或没有写明所选的渠道，请重新选择。',
  en: 'A chosen notice does not exist, or does not name the chosen channels; choose again.',
})

export const formDepartmentUnfit = defineProblem('invalid', 'outreach.form-department-unfit', {
  zh: '所选的部门不存在，请重新选择。',
  en: 'The chosen department does not exist; choose another one.',
})

export const codeWantsMobile = defineProblem('invalid', 'outreach.form-code-wants-mobile', {
  zh: '用短信验证码确认的表单，须填写手机号。',
  en: 'A form that is confirmed by a code must ask for the mobile number.',
})

export const codeNotOffered = defineProblem('conflict', 'outreach.form-code-not-offered', {
  zh: '还没有配置短信，不能用验证码确认。请先配置短信，或关闭这一项。',
  en: 'Text messages are not set up; set them up, or leave the confirmation by code out.',
})

/** One answer for tokens that are forged, of another form, too old, used, and of a text that has changed since. */
export const formStale = defineProblem('conflict', 'outreach.form-stale', {
  zh: '页面已过期或告知书已更新，请在下面重新勾选并提交。',
  en: 'The page has expired or the notice has changed; please tick and send again below.',
})

export const notFromOurPage = defineProblem('refused', 'outreach.form-cross-site', {
  zh: '提交不是从本页面发出的，没有登记。请打开表单页面后填写。',
  en: 'This was not sent from our page and was not recorded; open the form and fill it in there.',
})

export const formMalformed = defineProblem('invalid', 'outreach.form-malformed', {
  zh: '提交的内容不完整或格式不对，没有登记。请重新打开页面填写。',
  en: 'What was sent is incomplete or malformed and was not recorded; open the page again.',
})

export const nothingTicked = defineProblem('invalid', 'outreach.form-nothing-ticked', {
  zh: '您没有勾选任何一项，因此没有登记。不同意的，直接关闭页面即可。',
  en: 'You ticked nothing, so nothing was recorded. If you do not agree, just close the page.',
})

export const fieldMissing = defineProblem('invalid', 'outreach.form-field-missing', {
  zh: '请填写{field}。',
  en: 'Please fill in: {field}.',
})

export const childNotHere = defineProblem('invalid', 'outreach.form-child-not-here', {
  zh: '不满十四周岁的，不能用这张表单，没有登记。',
  en: 'This form is not for children under 14; nothing was recorded.',
})

export const guardianMissing = defineProblem('invalid', 'outreach.form-guardian-missing', {
  zh: '不满十四周岁的，须由父母或其他监护人勾选同意，并选择与本人的关系。',
  en: 'For a child under 14, a parent or guardian must tick the consent and say who they are.',
})

export const tooManyCodes = defineProblem('too-many', 'outreach.form-too-many-codes', {
  zh: '向这个号码发送的验证码过多，请一小时后再试。',
  en: 'Too many codes were sent to this number; try again in an hour.',
})

export const codeWrong = defineProblem('invalid', 'outreach.form-code-wrong', {
  zh: '验证码不正确，请核对后重新填写。',
  en: 'This is not the code; compare it and enter it again.',
})

/** One answer for a code that ran out, was tried too often, and was used. */
export const codeOver = defineProblem('conflict', 'outreach.form-code-over', {
  zh: '验证码已失效，请回到表单重新提交。',
  en: 'The code is no longer valid; go back to the form and send it again.',
})
