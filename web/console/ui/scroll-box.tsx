import type { ReactNode } from 'react'
import './scroll-box.css'

/** Holds what may be wider or longer than the screen; with focus it scrolls by keyboard (WCAG 2.2, 2.1.1). */
export const ScrollBox = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="scroll-box" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
)
