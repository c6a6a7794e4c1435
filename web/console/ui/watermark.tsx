import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useMe } from '../session.ts'
import { formatMinute } from './time.ts'

const lineHeight = 22

type Size = { width: number; height: number }

const wide: Size = { width: 360, height: 240 }
/** So close that no picture of a single value leaves it out. */
const close: Size = { width: 200, height: 110 }

const tile = (lines: readonly string[], { width, height }: Size): string => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) return ''
  pen.translate(width / 2, height / 2)
  pen.rotate(-0.38)
  pen.font = '15px sans-serif'
  pen.textAlign = 'center'
  pen.fillStyle = '#7b8794'
  for (const [index, line] of lines.entries()) pen.fillText(line, 0, index * lineHeight)
  return `url(${canvas.toDataURL()})`
}

/** The reader's name across the page, so that a photograph of the screen tells whose screen it was. */
export const Watermark = ({ text }: { text: string }) => {
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (layer.current !== null) layer.current.style.backgroundImage = tile([text], wide)
  }, [text])
  return <div ref={layer} className="watermark" aria-hidden="true" />
}

/**
 * The same, stronger and with the time, as long as personal data are shown in clear; on paper as well. It lies on the page and
 * not in the panel.
 * @param onTampered called when somebody takes it away or hides it: then the data go as well
 */
export const OpenedWatermark = ({ onTampered }: { onTampered: () => void }) => {
  const me = useMe()
  const layer = useRef<HTMLDivElement>(null)
  const text = `${me.name} ${me.loginName}`
  useEffect(() => {
    const shown = layer.current
    if (shown === null) return undefined
    const root = document.documentElement
    shown.style.backgroundImage = tile([text, formatMinute(new Date().toISOString())], close)
    root.dataset['opened'] = 'yes'
    const watch = new MutationObserver((changes) => {
      const gone = !shown.isConnected || changes.some(({ target }) => target === shown)
      if (gone) onTampered()
    })
    watch.observe(shown, { attributes: true })
    watch.observe(document.body, { childList: true })
    return () => {
      watch.disconnect()
      delete root.dataset['opened']
    }
  }, [text, onTampered])
  return createPortal(<div ref={layer} className="watermark watermark-opened" aria-hidden="true" />, document.body)
}
