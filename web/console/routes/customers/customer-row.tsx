import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../domain.ts'
import { Tag } from '../../ui/tags.tsx'

const tones = { active: 'good', restricted: 'warn', erased: 'plain' } as const

/** What a customer is called in a list: the mask of the name, or why there is none. */
export const useCustomerName = (): ((customer: Pick<Customer, 'name' | 'state'>) => string) => {
  const { t } = useTranslation()
  return ({ name, state }) => {
    if (state === 'erased') return t('customer.gone')
    if (state === 'restricted') return t('customer.kept')
    return name ?? t('customer.unnamed')
  }
}

type Tagged = Pick<Customer, 'state' | 'minor' | 'erasureAsked'>

export const CustomerTags = ({ customer: { state, minor, erasureAsked } }: { customer: Tagged }) => {
  const { t } = useTranslation()
  return (
    <span className="row">
      <Tag tone={tones[state]}>{t(`customer.states.${state}`)}</Tag>
      {minor && <Tag tone="warn">{t('customer.minor')}</Tag>}
      {erasureAsked && <Tag tone="accent">{t('customer.erasureAsked')}</Tag>}
    </span>
  )
}

/** A customer on a phone, and among what was found. */
export const CustomerRow = ({ customer, action }: { customer: Customer; action: ReactNode }) => {
  const { t } = useTranslation()
  const nameOf = useCustomerName()
  return (
    <div className="row between">
      <div className="stack tight">
        <span className="row">
          <span className="card-title">{nameOf(customer)}</span>
          <CustomerTags customer={customer} />
        </span>
        <span className="soft">
          {customer.mobile !== null && <span className="number">{customer.mobile} · </span>}
          {t(`customer.sources.${customer.source}`)} · {customer.department.name}
        </span>
      </div>
      {action}
    </div>
  )
}
