import { create } from 'qrcode'

/** Modules of white around the code that scanners need (ISO/IEC 18004). */
const quiet = 4

/** A QR code as SVG inside the page: nothing is fetched. Dark on white in every theme, as scanners want it. */
export const qrCode = (text: string, label: string): string => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const size = modules.size + 2 * quiet
  const path = [...modules.data].flatMap((dark, at) =>
    dark === 0 ? [] : [`M${(at % modules.size) + quiet} ${Math.floor(at / modules.size) + quiet}h1v1h-1z`],
  )
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges">`
    + `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path.join('')}" fill="#000"/></svg>`
}
