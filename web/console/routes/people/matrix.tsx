import { EditOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatrixData } from '../../domain.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { useSentence } from '../../ui/sentence.ts'
import { MatrixDraft, useChangeText } from './matrix-draft.tsx'
import { MatrixEditor } from './matrix-editor.tsx'
import { MatrixGrid } from './matrix-grid.tsx'

/** Which version counts, and what of it does not fit the present release. */
const InForce = ({ matrix }: { matrix: MatrixData }) => {
  const { t } = useTranslation()
  const say = useChangeText(matrix)
  const { number, changes, dropped } = matrix
  return (
    <>
      <p className="soft">
        {changes.length === 0 ? t('matrix.shipped') : t('matrix.version', { number, count: changes.length })}
      </p>
      {dropped.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('matrix.dropped')}
          description={
            <ul>
              {dropped.map((change) => (
                <li key={change.post + change.permission}>{say(change)}</li>
              ))}
            </ul>
          }
        />
      )}
    </>
  )
}

/** Which post may do what, what is drafted to change, and which posts exclude each other. */
export const Matrix = () => {
  const label = useLabel()
  const { t } = useTranslation()
  const say = useSentence()
  const may = useMay()
  const change = may('identity.change-matrix')
  const matrix = useRead('identity.view-matrix', {}, { staleSeconds: 600 })
  const draft = useRead('identity.view-matrix-draft', {}, { enabled: change })
  const [editing, setEditing] = useState(false)
  const waiting = draft.data?.draft ?? null
  return (
    <Loaded query={matrix} rows={12}>
      {(data) => (
        <div className="stack">
          {waiting !== null && <MatrixDraft draft={waiting} matrix={data} />}
          <section className="panel">
            <div className="row between">
              <p className="soft">{t('matrix.intro')}</p>
              {change && waiting === null && !editing && draft.isSuccess && (
                <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                  {t('matrix.edit')}
                </Button>
              )}
            </div>
            <InForce matrix={data} />
            {editing && waiting === null ? (
              <MatrixEditor matrix={data} onDone={() => setEditing(false)} />
            ) : (
              <MatrixGrid matrix={data} drafted={waiting?.changes ?? []} />
            )}
          </section>
          <section className="panel">
            <h2>{t('matrix.conflicts')}</h2>
            <ul className="stack tight">
              {data.conflicts.map(({ posts: [one, other], why }) => (
                <li key={`${one}${other}`}>
                  <strong>
                    {label('post', one)} ⊘ {label('post', other)}
                  </strong>
                  <p className="soft">{say(why)}</p>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Loaded>
  )
}
