import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLabel } from '../../ui/labels.ts'
import { useSentence } from '../../ui/sentence.ts'
import type { MatrixData } from '../../domain.ts'
import './matrix.css'

export type Cell = { post: string; permission: string }
export type Change = Cell & { given: boolean }

export const isCell = (one: Cell, other: Cell): boolean => one.post === other.post && one.permission === other.permission

const modulesOf = ({ permissions }: MatrixData): string[] => [...new Set(permissions.map(({ module }) => module))]

type GridProps = {
  matrix: MatrixData
  /** What a draft would change. */
  drafted: readonly Change[]
  /** Turns a cell over; without it the grid is for reading. */
  onToggle?: (change: Change) => void
}

/** The matrix: posts across, permissions down. Cells that differ from the shipped matrix are outlined. */
export const MatrixGrid = ({ matrix, drafted, onToggle }: GridProps) => {
  const label = useLabel()
  const { t } = useTranslation()
  const say = useSentence()
  const { posts, permissions, grants, reach, changes } = matrix
  const cellOf = (post: MatrixData['posts'][number], permission: MatrixData['permissions'][number]) => {
    const cell = { post: post.id, permission: permission.id }
    const granted = grants[post.id]?.includes(permission.id) === true
    const draft = drafted.find((one) => isCell(one, cell))
    const holds = draft?.given ?? granted
    const classes = [
      holds ? 'is-granted' : '',
      draft === undefined ? '' : draft.given ? 'is-given' : 'is-taken',
      changes.some((one) => isCell(one, cell)) ? 'is-changed' : '',
    ]
    return (
      <td key={post.id} className={classes.filter((name) => name !== '').join(' ') || undefined}>
        {onToggle === undefined ? (
          <>
            <span aria-hidden="true">{draft === undefined ? (granted ? '✓' : '·') : draft.given ? '＋' : '－'}</span>
            <span className="visually-hidden">{t(holds ? 'matrix.yes' : 'matrix.no')}</span>
          </>
        ) : (
          <Checkbox
            checked={holds}
            disabled={!granted && reach[post.id]?.includes(permission.id) !== true}
            aria-label={t('matrix.cell', { post: say(post.title), permission: say(permission.sentence) })}
            onChange={({ target }) => onToggle({ ...cell, given: target.checked })}
          />
        )}
      </td>
    )
  }
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
              .map((permission) => (
                <tr key={permission.id}>
                  <th scope="row">
                    {say(permission.sentence)}
                    <code>{permission.id}</code>
                  </th>
                  {posts.map((post) => cellOf(post, permission))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
