import { useTranslation } from 'react-i18next'
import type { Credential } from '../../domain.ts'
import { Tag } from '../../ui/tags.tsx'

/** How a credential stands: its state, and what is wrong with it. */
export const CredentialFlags = ({ credential }: { credential: Credential }) => {
  const { t } = useTranslation()
  const { flags, state } = credential
  if (flags.length === 0) return <Tag tone={state === 'active' ? 'good' : 'plain'}>{t(`credential.states.${state}`)}</Tag>
  return (
    <span className="row">
      {flags.map((flag) => (
        <Tag key={flag} tone={flag === 'leaked' || flag === 'overdue' ? 'bad' : 'warn'}>
          {t(`credential.flag.${flag}`)}
        </Tag>
      ))}
    </span>
  )
}
