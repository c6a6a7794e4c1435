import { defineProblem } from '../../../kernel/errors.ts'

export const notNow = defineProblem('conflict', 'import.not-now', {
  zh: '这次导入当前是“{state}”，不能进行此操作。请刷新页面查看最新进度。',
  en: 'This import is "{state}" now, and this cannot be done. Reload the page to see how far it is.',
})

export const partOutOfOrder = defineProblem('conflict', 'import.part-out-of-order', {
  zh: '已收到 {received} 字节，请从这里继续上传。',
  en: '{received} bytes have arrived; go on from there.',
})

export const tooMuch = defineProblem('invalid', 'import.more-than-stated', {
  zh: '上传的内容超过了开始时申报的文件大小，请放弃这次导入后重新上传。',
  en: 'More arrived than was said at the beginning; discard this import and begin anew.',
})

export const incomplete = defineProblem('conflict', 'import.incomplete', {
  zh: '文件还没有传完（已收到 {received} / {size} 字节），请继续上传。',
  en: 'The file is not complete ({received} of {size} bytes); go on uploading.',
})

export const fileUnreadable = defineProblem('invalid', 'import.file-unreadable', {
  zh: '{why}',
  en: '{whyEnglish}',
})

export const columnsUnfit = defineProblem('invalid', 'import.columns-unfit', {
  zh: '请为文件的 {count} 列逐一选择内容：每种信息最多一列，至少选择一列，其余选“不导入”。',
  en: 'Say for each of the {count} columns what it holds: each kind once at most, one kind at least, the rest left out.',
})

export const nothingReady = defineProblem('conflict', 'import.nothing-ready', {
  zh: '没有可以导入的行。请按错误清单改正文件后重新上传。',
  en: 'No row can be imported. Correct the file by the list of faults and upload it again.',
})

export const countsChanged = defineProblem('conflict', 'import.counts-changed', {
  zh: '检查结果已有变化，请刷新后核对再确认。',
  en: 'The result of the check is another one now; reload, look at it and confirm again.',
})

export const tooManyOpen = defineProblem('conflict', 'import.too-many-open', {
  zh: '本部门有 {limit} 个导入尚未结束，请先完成或放弃其中一些。',
  en: 'Your department has {limit} imports that are not finished; finish or discard some of them first.',
})

export const departmentNeeded = defineProblem('invalid', 'import.department-needed', {
  zh: '使用 API 密钥导入时，须用 departmentId 指明客户所属的部门。',
  en: 'With an API key, name in departmentId the department whose customers these are.',
})

export const departmentIsOwn = defineProblem('invalid', 'import.department-is-own', {
  zh: '只能为自己所在的部门导入客户，请不要填写 departmentId。',
  en: 'People import customers of their own department; leave departmentId out.',
})

export const noWecom = defineProblem('conflict', 'import.no-wecom', {
  zh: '尚未接入企业微信，请管理员按《接入企业微信》配置后再试。',
  en: 'WeCom is not connected; let an administrator configure it first.',
})
