import { useEffect, useRef } from 'react'

const tile = (text: string): string => {
  const canvas = document.createElement('canvas')
  canvas.width = 360
  canvas.height = 240
  const pen = canvas.getContext('2d')
  if (pen === null) return ''
  pen.translate(180, 120)
  pen.rotate(-0.38)
  pen.font = '15px sans-serif'
  pen.textAlign = 'center'
  pen.fillStyle = '#7b8794'
  pen.fillText(text, 0, 0)
  return `url(${canvas.toDataURL()})`
}

/** The reader's name across the page, so that a photograph of the screen tells whose screen it was. */
export const Watermark = ({ text }: { text: string }) => {
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (layer.current !== null) layer.current.style.backgroundImage = tile(text)
  }, [text])
  return <div ref={layer} className="watermark" aria-hidden="true" />
}
