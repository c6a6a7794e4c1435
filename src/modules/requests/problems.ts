import { defineProblem } from '../../kernel/errors.ts'

export const stateChanged = defineProblem('conflict', 'request.state-changed', {
  zh: '这件请求的状态已经变化，可能有人刚刚办理过，请刷新后查看。',
  en: 'The state of this request has changed; somebody may have dealt with it just now. Reload to see it.',
})

export const personNeeded = defineProblem('refused', 'request.person-needed', {
  zh: '权利请求须由工作人员登录后办理。',
  en: 'Requests are handled by a person who has signed in.',
})

export const codesTooOften = defineProblem('too-many', 'request.codes-too-often', {
  zh: '验证码申请得太频繁，请 {seconds} 秒后再试。',
  en: 'Codes were asked for too often; try again in {seconds} seconds.',
})

export const contactUnfit = defineProblem('invalid', 'request.contact-unfit', {
  zh: '手机号或邮箱的格式不正确，请核对后重新填写。',
  en: 'This is no mobile number or mail address; check it and enter it again.',
})

/** One answer for a wrong code, one that ran out, and a number that nobody has. */
export const codeNotAccepted = defineProblem('refused', 'request.code-not-accepted', {
  zh: '验证码不正确或已失效，请核对；输错五次或超过十分钟，须重新获取。',
  en: 'The code is wrong or has run out. After five wrong tries or ten minutes, ask for a new one.',
})

export const visitOver = defineProblem('refused', 'request.visit-over', {
  zh: '本次验证已结束，请回到首页重新获取验证码。',
  en: 'This visit is over; go back to the first page and ask for a new code.',
})

export const waysMissing = defineProblem('unavailable', 'request.no-way-to-send', {
  zh: '暂时不能发送验证码，请通过电话或书面方式联系我们。',
  en: 'No codes can be sent for now; please telephone or write to us.',
})

export const openAlready = defineProblem('conflict', 'request.open-already', {
  zh: '您已有一件同类请求在办理中（{number}），不必重复提交。',
  en: 'A request of this kind is being handled already ({number}); there is no need for another.',
})

export const correctionsMissing = defineProblem('invalid', 'request.corrections-missing', {
  zh: '请写明要更正的信息和正确的内容。',
  en: 'Say which data are to be corrected, and how.',
})

export const subjectUnknown = defineProblem('conflict', 'request.subject-unknown', {
  zh: '还没有确定是哪位客户的请求，请先核实并选定。',
  en: 'It is not known yet which customer asks; verify and choose first.',
})

export const otherKind = defineProblem('conflict', 'request.other-kind', {
  zh: '这一步不适用于该类请求。',
  en: 'This step does not fit this kind of request.',
})

export const notHandedOver = defineProblem('conflict', 'request.not-handed-over', {
  zh: '请先由经办人核对并提请决定，再由另一人决定删除。',
  en: 'Let somebody verify and hand it over first; then somebody else decides on the erasure.',
})

export const reasonUnfit = defineProblem('invalid', 'request.reason-unfit', {
  zh: '所选理由不适用于这类请求，请从列出的法定理由中选择。',
  en: 'This reason does not fit this kind of request; choose one of those that are listed.',
})

export const personalDataInText = defineProblem('invalid', 'request.personal-data-in-text', {
  zh: '文字中含有号码等个人信息。这里的内容会长期留存，请删去后再提交。',
  en: 'The text holds personal data such as numbers. It is kept for long: take them out, and send it again.',
})

export const receivedUnfit = defineProblem('invalid', 'request.received-unfit', {
  zh: '收到时间不能晚于现在，也不能早于六十天前，请核对。',
  en: 'It was received neither later than now nor more than sixty days ago; correct the time.',
})

export const answerGone = defineProblem('not-found', 'request.answer-gone', {
  zh: '答复不存在或已到期销毁；需要时请重新提出请求。',
  en: 'There is no answer, or it was destroyed when its time was over; ask again if you need it.',
})

export const toldAlready = defineProblem('conflict', 'request.told-already', {
  zh: '这件事已经告知本人，或者已有新的进展，请刷新后查看。',
  en: 'The person was told of this already, or something newer took its place. Reload to see it.',
})

export const contactNotNeeded = defineProblem('conflict', 'request.contact-not-needed', {
  zh: '只有客户资料已删除、又须人工告知时，才能查看请求所留的联系方式；其他情况请打开客户资料查看。',
  en: 'The contact of a request is opened only to tell somebody whose data were erased; otherwise open the customer.',
})

export const formUnfit = defineProblem('invalid', 'request.form-unfit', {
  zh: '提交的内容不完整或格式不正确，请回到首页重新填写。',
  en: 'What was sent is incomplete or has a wrong form; go back to the first page and start again.',
})

export const notEnded = defineProblem('conflict', 'request.not-ended', {
  zh: '请求还没有办结，办结后才能出具证明。',
  en: 'The request is not settled yet; a certificate is issued afterwards.',
})
