import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { SeverityBadge } from '../findings/severity.tsx'
import { versionName } from '../rules-version.ts'
import { formatDue } from '../time.ts'

/** What a re-check found in the publications of a material and nobody has settled yet. */
export const MaterialOffences = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const may = useMay()
  const live = material.publications.some(({ takenDown }) => takenDown === null)
  const found = useRead(
    'rules.view-recheck',
    { materialId: material.id, state: 'open', pageSize: 100 },
    { enabled: live && may('rules.view') },
  )
  const items = found.data?.items ?? []
  const [first] = items
  if (first === undefined) return null
  return (
    <Alert
      type={items.some(({ decision }) => decision === 'deny') ? 'error' : 'warning'}
      showIcon
      title={t('recheck.onMaterial', { version: versionName(first.label), at: formatDue(first.dueAt) })}
      description={
        <ul className="stack tight">
          {items.flatMap(({ id, findings }) =>
            findings.map(({ rule, severity, excerpt, why, law, attachment }) => (
              <li key={`${id} ${rule} ${excerpt} ${attachment?.name} ${attachment?.place}`} className="row">
                <SeverityBadge severity={severity} />
                <strong>“{excerpt}”</strong>
                {attachment !== undefined && (
                  <span>
                    {t('findings.inFile', { name: attachment.name })} · {attachment.place}
                  </span>
                )}
                <span>
                  {why}（{law}）
                </span>
              </li>
            )),
          )}
        </ul>
      }
    />
  )
}
