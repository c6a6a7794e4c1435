import { create } from 'qrcode'
import { useMemo } from 'react'

/** Modules of white around the code that scanners need (ISO/IEC 18004). */
const quiet = 4

/** A QR code drawn here: its content goes to no other host. Dark on white in every theme, as scanners want it. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' })
    const cells = [...modules.data].flatMap((dark, position) => {
      if (dark === 0) return []
      return [`M${(position % modules.size) + quiet} ${Math.floor(position / modules.size) + quiet}h1v1h-1z`]
    })
    return { size: modules.size + 2 * quiet, path: cells.join('') }
  }, [text])
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
