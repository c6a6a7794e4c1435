import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useLabel } from '../../ui/labels.ts'
import { useSentence } from '../../ui/sentence.ts'
import './matrix.css'

type MatrixData = Output<'identity.view-matrix'>

const modulesOf = ({ permissions }: MatrixData): string[] => [...new Set(permissions.map(({ module }) => module))]

const Grid = ({ matrix }: { matrix: MatrixData }) => {
  const label = useLabel()
  const { t } = useTranslation()
  const say = useSentence()
  const { posts, permissions, grants } = matrix
  return (
    <div className="matrix-scroll" role="region" aria-label={t('people.tabMatrix')} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{t('matrix.permission')}</th>
            {posts.map(({ id, title }) => (
              <th key={id} scope="col">
                {say(title)}
              </th>
            ))}
          </tr>
        </thead>
        {modulesOf(matrix).map((module) => (
          <tbody key={module}>
            <tr>
              <th className="matrix-module" scope="rowgroup" colSpan={posts.length + 1}>
                {label('module', module)}
              </th>
            </tr>
            {permissions
              .filter((permission) => permission.module === module)
              .map(({ id, sentence }) => (
                <tr key={id}>
                  <th scope="row">
                    {say(sentence)}
                    <code>{id}</code>
                  </th>
                  {posts.map((post) => {
                    const granted = grants[post.id]?.includes(id) === true
                    return (
                      <td key={post.id} className={granted ? 'is-granted' : undefined}>
                        <span aria-hidden="true">{granted ? '✓' : '·'}</span>
                        <span className="visually-hidden">{t(granted ? 'matrix.yes' : 'matrix.no')}</span>
                      </td>
                    )
                  })}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

/** Which post may do what, and which posts exclude each other. */
export const Matrix = () => {
  const label = useLabel()
  const { t } = useTranslation()
  const say = useSentence()
  const matrix = useRead('identity.view-matrix', {}, { staleSeconds: 600 })
  return (
    <Loaded query={matrix} rows={12}>
      {(data) => (
        <div className="stack">
          <section className="panel">
            <p className="soft">{t('matrix.intro')}</p>
            <Grid matrix={data} />
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
