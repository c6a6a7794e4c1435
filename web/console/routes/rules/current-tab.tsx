import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RuleList } from './rule-list.tsx'
import { TermList } from './term-list.tsx'

/** What is in force: the rules, and the company's terms. */
export const CurrentTab = () => {
  const { t } = useTranslation()
  const [what, setWhat] = useState<'rules' | 'terms'>('rules')
  return (
    <div className="stack">
      <div className="row">
        <Segmented
          value={what}
          onChange={setWhat}
          options={[
            { value: 'rules', label: t('rules.what.rules') },
            { value: 'terms', label: t('rules.what.terms') },
          ]}
        />
      </div>
      {what === 'rules' ? <RuleList /> : <TermList from="in-force" />}
    </div>
  )
}
