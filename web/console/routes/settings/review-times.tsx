import { App, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useChange, useRead } from '../../query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import './settings.css'

type Setting = Output<'content.view-review-settings'>['items'][number]

const longest = 7 * 24 * 60

const DepartmentRow = ({ setting }: { setting: Setting }) => {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const update = useChange('content.update-review-settings')
  const { departmentId, name, isDefault } = setting
  const [departmentMinutes, setDepartmentMinutes] = useState(setting.departmentMinutes)
  const [legalMinutes, setLegalMinutes] = useState(setting.legalMinutes)
  const changed = departmentMinutes !== setting.departmentMinutes || legalMinutes !== setting.legalMinutes
  const field = (label: string, value: number, set: (minutes: number) => void) => (
    <InputNumber
      aria-label={`${name} ${label}`}
      min={1}
      max={longest}
      precision={0}
      value={value}
      suffix={t('settings.minutes')}
      onChange={(minutes) => {
        if (minutes !== null) set(minutes)
      }}
    />
  )
  return (
    <tr>
      <th scope="row">
        {name} {isDefault && <span className="soft">（{t('settings.isDefault')}）</span>}
      </th>
      <td>{field(t('level.department'), departmentMinutes, setDepartmentMinutes)}</td>
      <td>{field(t('level.legal'), legalMinutes, setLegalMinutes)}</td>
      <td>
        <Button
          disabled={!changed}
          loading={update.isPending}
          aria-label={t('settings.saveFor', { name })}
          onClick={() =>
            update.mutate(
              { departmentId, departmentMinutes, legalMinutes },
              { onSuccess: () => void message.success(t('common.saved')), onError: showProblem },
            )
          }
        >
          {t('common.save')}
        </Button>
      </td>
    </tr>
  )
}

/** How many minutes each level of review has, by department. */
export const ReviewTimes = () => {
  const { t } = useTranslation()
  const settings = useRead('content.view-review-settings', {})
  return (
    <section className="panel">
      <h2>{t('settings.reviewTitle')}</h2>
      <p className="soft">{t('settings.reviewHint')}</p>
      <Loaded query={settings}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('settings.none')} />
          ) : (
            <div className="settings-scroll">
              <table className="settings-table">
                <thead>
                  <tr>
                    <th scope="col">{t('material.department')}</th>
                    <th scope="col">{t('level.department')}</th>
                    <th scope="col">{t('level.legal')}</th>
                    <th scope="col">{t('table.action')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((setting) => (
                    <DepartmentRow key={setting.departmentId} setting={setting} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </section>
  )
}
