import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

type Settable = { key: string; title: string; fixed?: boolean; hidden?: boolean }

const storageKey = (name: string): string => `weidun.columns.${name}`

/** The hidden columns that the reader chose, or null before any choice. */
const readHidden = (name: string): string[] | null => {
  const text = localStorage.getItem(storageKey(name))
  if (text === null) return null
  return text === '' ? [] : text.split(',')
}

export type ShownColumns<Col> = { columns: Col[]; toggle: (key: string) => void; reset: () => void }

/** The columns that the reader wants to see; the choice is kept in this browser. */
export const useShownColumns = <Col extends Settable>(name: string, columns: Col[]): ShownColumns<Col> => {
  const [chosen, setChosen] = useState(() => readHidden(name))
  const hidden = chosen ?? columns.filter((column) => column.hidden === true).map(({ key }) => key)
  return {
    columns: columns.filter(({ key, fixed }) => fixed === true || !hidden.includes(key)),
    toggle: (key) => {
      const next = hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key]
      localStorage.setItem(storageKey(name), next.join(','))
      setChosen(next)
    },
    reset: () => {
      localStorage.removeItem(storageKey(name))
      setChosen(null)
    },
  }
}

export const ColumnSettings = <Col extends Settable>({
  columns,
  shown,
}: {
  columns: Col[]
  shown: ShownColumns<Col>
}) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      content={
        <div role="group" aria-label={t('table.columns')}>
          <ul className="column-settings">
            {columns.map(({ key, title, fixed }) => (
              <li key={key}>
                <Checkbox
                  checked={shown.columns.some((column) => column.key === key)}
                  disabled={fixed === true}
                  onChange={() => shown.toggle(key)}
                >
                  {title}
                </Checkbox>
              </li>
            ))}
          </ul>
          <Button size="small" onClick={shown.reset}>
            {t('table.resetColumns')}
          </Button>
        </div>
      }
    >
      <Button
        icon={<SettingOutlined />}
        aria-label={t('table.columns')}
        aria-expanded={open}
        title={t('table.columns')}
      />
    </Popover>
  )
}
