import { defineProblem } from '../../kernel/errors.ts'

export const personRequired = defineProblem('refused', 'rules.person-required', {
  zh: '规则须由人员本人编辑和生效，接口密钥不能代替。',
  en: 'Rules are edited and put in force by people; an API key cannot do it for them.',
})

export const noDraft = defineProblem('conflict', 'rules.no-draft', {
  zh: '现在没有规则草稿，请先修改规则，系统会自动开始一份草稿。',
  en: 'There is no draft; change a rule or a term first, and a draft begins by itself.',
})

export const draftExists = defineProblem('conflict', 'rules.draft-exists', {
  zh: '已有一份规则草稿，请先使其生效或作废，再恢复旧版本。',
  en: 'There is a draft already; put it in force or discard it before you bring an old version back.',
})

export const draftChanged = defineProblem('conflict', 'rules.draft-changed', {
  zh: '草稿刚被他人修改，请刷新后核对，再继续。',
  en: 'Somebody edited the draft just now; reload, look at it, and go on.',
})

export const tooMany = defineProblem('invalid', 'rules.too-many', {
  zh: '最多可有 {terms} 个词条、{changes} 处规则改动和 {rules} 条自有规则，请先删去不用的。',
  en: 'At most {terms} terms, {changes} changes and {rules} rules of your own; remove some first.',
})

export const termEmpty = defineProblem('invalid', 'rules.term-empty', {
  zh: '词条须含有可以识别的文字，不能只有空格或符号。',
  en: 'A term needs letters or characters, not only spaces and signs.',
})

export const unknownRule = defineProblem('invalid', 'rules.unknown-rule', {
  zh: '没有编号为“{rule}”的内置规则，请从列表中选择。',
  en: 'There is no shipped rule called {rule}; choose one from the list.',
})

export const changeIdle = defineProblem('invalid', 'rules.change-idle', {
  zh: '这处改动没有改变规则，请停用它，或修改级别、原因或建议。',
  en: 'This changes nothing: switch the rule off, or change its severity, its reason or its advice.',
})

export const ruleInvalid = defineProblem('invalid', 'rules.rule-invalid', {
  zh: '这条规则还不能保存，请按提示修改。',
  en: 'This rule cannot be saved yet; correct it as shown.',
})

export const dryRunRunning = defineProblem('conflict', 'rules.dry-run-running', {
  zh: '试运行正在进行，请等它完成，或先取消。',
  en: 'A dry-run is under way; wait for it or cancel it first.',
})

export const dryRunNotRunning = defineProblem('conflict', 'rules.dry-run-not-running', {
  zh: '这次试运行已经结束，请刷新查看结果。',
  en: 'This dry-run has ended; reload to see its result.',
})

export const dryRunNotCancelled = defineProblem('conflict', 'rules.dry-run-not-cancelled', {
  zh: '只有取消过且草稿未再修改的试运行才能继续，请重新开始一次。',
  en: 'Only a cancelled dry-run whose draft has not changed can go on; start a new one.',
})

export const offenceSettled = defineProblem('conflict', 'rules.offence-settled', {
  zh: '这条发布已经处理过，请刷新。',
  en: 'This publication was settled already; reload.',
})

export const fileUnreadable = defineProblem('invalid', 'rules.file-unreadable', {
  zh: '读不出这个文件：{why}',
  en: 'This file cannot be read: {why}',
})

export const importFaulty = defineProblem('invalid', 'rules.import-faulty', {
  zh: '文件中有 {count} 处问题，没有导入任何内容。请按错误清单修改后重试。',
  en: 'The file has {count} faults; nothing was imported. Correct them by the error sheet and try again.',
})
