import type { Sentence } from '../../kernel/sentence.ts'

/** What a post may be allowed to do with the rules. */
export const rulesPermissions = {
  'rules.view': { zh: '查看检查规则', en: 'See the rules of the check' },
  'rules.edit': { zh: '编辑规则草稿，试查并试运行', en: 'Edit the draft of the rules, try it and dry-run it' },
  'rules.enforce': { zh: '使规则生效，处理复查发现的问题', en: 'Put rules in force and settle what a re-check found' },
} as const satisfies Record<string, Sentence>

/** What the ledger can say about rules. Details carry ids, digests and counts, never copy. */
export const rulesEvents = {
  'rules.drafted': { zh: '修改规则草稿', en: 'The draft of the rules was edited' },
  'rules.draft-discarded': { zh: '作废规则草稿', en: 'The draft of the rules was discarded' },
  'rules.imported': { zh: '导入规则', en: 'Rules were imported into the draft' },
  'rules.exported': { zh: '导出规则', en: 'Rules were exported' },
  'rules.dry-run-started': { zh: '开始规则试运行', en: 'A dry-run of the draft began' },
  'rules.dry-run-resumed': { zh: '继续规则试运行', en: 'A dry-run of the draft went on' },
  'rules.dry-run-cancelled': { zh: '取消规则试运行', en: 'A dry-run of the draft was cancelled' },
  'rules.dry-run-finished': { zh: '规则试运行完成', en: 'A dry-run of the draft ended' },
  'rules.enforced': { zh: '规则新版本生效', en: 'A version of the rules came into force' },
  'rules.recheck-started': { zh: '开始按新规则复查在线发布', en: 'Everything live began to be checked again' },
  'rules.rechecked': { zh: '在线发布复查完成', en: 'Everything live was checked again' },
  'publication.offends': { zh: '在线发布按新规则有问题', en: 'A live publication offends by the rules now in force' },
  'publication.kept': { zh: '复查后保留在线发布', en: 'A publication was kept after it was looked at again' },
} as const satisfies Record<string, Sentence>

export type RulesPermission = keyof typeof rulesPermissions
export type RulesEvent = keyof typeof rulesEvents
