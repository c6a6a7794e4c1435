import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { enforce } from '../../../kernel/gate.ts'
import type { ErasureOutcome, HolderTools, PersonalData } from '../../../kernel/personal-data.ts'
import { eraseNow, restrictNow } from '../erasing/erase.ts'
import { erasureGate } from '../erasing/erasure-gate.ts'
import { fieldKinds, kindNames } from '../fields/kinds.ts'
import { keepings } from '../origin.ts'
import { correctCustomer, correctedFields, maskedValues } from './correct-customer.ts'
import { showCustomer } from './show-customer.ts'
import { vaultDb } from './subject-masks.ts'

/** What the vault holds about people outside, as the registry of the program wants it. */
export const customersHeld: PersonalData = {
  name: 'vault.customers',
  title: { zh: '客户信息', en: 'Customers' },
  tables: ['customer', 'customer_field'],
  keepsIdentity: true,
  show: showCustomer,
  correct: {
    keys: kindNames.map((kind) => ({ key: kind, title: fieldKinds[kind].title })),
    masked: maskedValues,
    check: (corrections) => {
      correctedFields(corrections)
    },
    apply: correctCustomer,
  },
  erase: (tools, subject, call) => eraseSubject(tools, subject, call),
  stop: async (tools, subject, { reach }) => {
    const customer = await vaultDb(tools).selectFrom('customer').select(['basis', 'state']).where('id', '=', subject).executeTakeFirst()
    const erasureDue = reach === 'all' && customer?.state === 'active' && customer.basis === 'consent'
    return {
      erasureDue,
      said: erasureDue
        ? [{
            zh: '您的资料以您的同意为依据，撤回后我们会核对并主动删除（个人信息保护法第四十七条第一款第三项）。',
            en: 'Your data rest on your consent; since it is withdrawn, we check and erase them (PIPL, article 47, first paragraph, item 3).',
          }]
        : [],
    }
  },
}

const eraseSubject = async (
  tools: HolderTools,
  id: string,
  { reason, askedBy }: { reason: string; askedBy: string | null },
): Promise<ErasureOutcome> => {
  const db = vaultDb(tools)
  const customer = await db.selectFrom('customer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (customer === undefined || customer.state === 'erased') return { outcome: 'nothing', said: [] }
  const decision = erasureGate({
    asked: askedBy !== null,
    samePerson: tools.actor.kind === 'person' && tools.actor.id === askedBy,
    keptUntil: customer.kept_until,
    today: beijingDate(tools.now),
  })
  if (decision.verdict !== 'review') enforce(decision)
  if (customer.erasure_asked_at === null) {
    await db
      .updateTable('customer')
      .set({ erasure_asked_by: askedBy, erasure_asked_at: tools.now, erasure_reason: reason })
      .where('id', '=', id)
      .execute()
    tools.record({ type: 'customer.erasure-asked', subject: { kind: 'customer', id }, detail: { reason } })
  }
  if (decision.verdict === 'review') {
    if (customer.state !== 'restricted') await restrictNow({ ...tools, db }, [customer], { reason })
    const why = customer.kept_for === null ? { zh: '', en: '' } : keepings[customer.kept_for]
    const until = customer.kept_until ?? ''
    return {
      outcome: 'restricted',
      said: [{
        zh: `法律要求将您的资料保存到 ${until}：${why.zh}。在此之前只存储和保护，不作其他使用，期满后自动删除（个人信息保护法第四十七条第二款）。`,
        en: `The law demands that your data be kept until ${until}: ${why.en}. Until then they are stored and protected, used for nothing else, and erased after that (PIPL, article 47, second paragraph).`,
      }],
    }
  }
  const fields = await eraseNow({ ...tools, db }, [customer], { reason })
  return {
    outcome: 'erased',
    said: [{
      zh: `已删除您的 ${fields} 项个人信息并销毁密钥，任何副本都无法再读出。`,
      en: `${fields} of your personal data were deleted and their key destroyed: no copy can be read any more.`,
    }],
  }
}
