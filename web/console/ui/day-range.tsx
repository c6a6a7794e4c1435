import { DatePicker } from 'antd'
import dayjs from 'dayjs'

type DayRangeProps = { value?: string; onChange?: (days: string | undefined) => void; id?: string }

/** Two days as text, `2026-03-01~2026-03-31`, so that they fit into an address. */
export const DayRange = ({ value, onChange, id }: DayRangeProps) => {
  const [from, to] = value?.split('~') ?? []
  return (
    <DatePicker.RangePicker
      {...(id === undefined ? {} : { id })}
      className="day-range"
      format="YYYY-MM-DD"
      value={from === undefined || to === undefined ? null : [dayjs(from), dayjs(to)]}
      onChange={(days) => {
        const [first, last] = days ?? []
        onChange?.(first && last ? `${first.format('YYYY-MM-DD')}~${last.format('YYYY-MM-DD')}` : undefined)
      }}
    />
  )
}
