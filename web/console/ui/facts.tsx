import type { ReactNode } from 'react'
import './facts.css'

/** Labels and what they name. */
export const Facts = ({ items }: { items: { label: string; value: ReactNode }[] }) => (
  <dl className="facts">
    {items.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
