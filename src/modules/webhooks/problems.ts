import { defineProblem } from '../../kernel/errors.ts'

export const endpointUrlUnfit = defineProblem('invalid', 'webhook.url-unfit', {
  zh: '接收地址须以 https:// 开头，不含用户名、密码和 # 部分，且不指向本机或内网。',
  en: 'The address must begin with https://, without user, password or fragment, and not lead to an inner network.',
})

export const endpointNameTaken = defineProblem('conflict', 'webhook.name-taken', {
  zh: '已有名为“{name}”的接收地址，请换一个名称。',
  en: 'There is an endpoint called "{name}" already; choose another name.',
})

export const tooManyEndpoints = defineProblem('conflict', 'webhook.too-many', {
  zh: '接收地址已有 {most} 个，请先删除不再使用的。',
  en: 'There are {most} endpoints; remove those that are no longer used first.',
})

export const personNeeded = defineProblem('refused', 'webhook.person-required', {
  zh: '接收地址只能由人来管理，请登录后操作。',
  en: 'Endpoints are managed by people; sign in first.',
})

export const endpointDisabled = defineProblem('conflict', 'webhook.disabled', {
  zh: '这个接收地址已停用，请先启用再测试。',
  en: 'This endpoint is disabled; enable it before you test it.',
})
