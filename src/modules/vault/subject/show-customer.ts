import type { HeldSection, HolderTools } from '../../../kernel/personal-data.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { fieldKinds, kindNames } from '../fields/kinds.ts'
import { openedFields } from '../fields/store.ts'
import { bases, keepings, sources } from '../origin.ts'
import { accessRows } from './access-rows.ts'
import { vaultDb } from './subject-masks.ts'

const texts = {
  fields: { zh: '您的个人信息', en: 'Your personal data' },
  kind: { zh: '种类', en: 'Kind' },
  value: { zh: '内容', en: 'Value' },
  origin: { zh: '来源、依据与保存', en: 'Origin, basis and keeping' },
  item: { zh: '项目', en: 'Item' },
  source: { zh: '来源', en: 'Source' },
  basis: { zh: '处理依据', en: 'Basis' },
  evidence: { zh: '依据的凭证', en: 'Evidence' },
  evidenceAt: { zh: '取得时间', en: 'Since' },
  registeredAt: { zh: '登记时间', en: 'Registered' },
  changedAt: { zh: '最近修改', en: 'Last changed' },
  kept: { zh: '依法保存至', en: 'Kept by law until' },
  restricted: { zh: '状态', en: 'State' },
  restrictedText: { zh: '仅依法存储，不作其他使用', en: 'Stored by law alone, used for nothing else' },
} as const satisfies Record<string, Sentence>

/** All that the vault holds about a customer, in clear, for the customer alone. */
export const showCustomer = async (tools: HolderTools, id: string): Promise<readonly HeldSection[]> => {
  const db = vaultDb(tools)
  const { locale } = tools
  const t = (key: keyof typeof texts): string => texts[key][locale]
  const customer = await db.selectFrom('customer').selectAll().where('id', '=', id).where('state', '<>', 'erased').executeTakeFirst()
  if (customer === undefined) return []
  const fields = (await openedFields({ db, secrets: tools.secrets }, [customer], kindNames)).get(id) ?? []
  const order = new Map(kindNames.map((kind, at) => [kind, at]))
  const { kept_for: keptFor, kept_until: keptUntil } = customer
  return [
    {
      key: 'customer-fields',
      title: t('fields'),
      columns: [t('kind'), t('value')],
      rows: fields
        .toSorted((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0))
        .map(({ kind, value }) => [fieldKinds[kind].title[locale], value]),
    },
    {
      key: 'customer-origin',
      title: t('origin'),
      columns: [t('item'), t('value')],
      rows: [
        [t('source'), `${sources[customer.source][locale]}：${customer.source_detail}`],
        [t('basis'), bases[customer.basis][locale]],
        [t('evidence'), customer.evidence],
        [t('evidenceAt'), shanghaiTime(customer.evidence_at)],
        [t('registeredAt'), shanghaiTime(customer.registered_at)],
        [t('changedAt'), shanghaiTime(customer.changed_at)],
        ...(keptFor === null || keptUntil === null ? [] : [[t('kept'), `${keptUntil} · ${keepings[keptFor][locale]}`]]),
        ...(customer.state === 'restricted' ? [[t('restricted'), t('restrictedText')]] : []),
      ],
    },
    await accessRows(tools, id),
  ]
}
