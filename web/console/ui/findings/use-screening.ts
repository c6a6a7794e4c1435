import { useEffect, useMemo, useRef, useState } from 'react'
import type { FieldFinding } from '../../domain.ts'
import type { ScreeningAnswer, ScreeningRequest } from './screening-messages.ts'
import { moveWithEdit } from './segments.ts'

type Checked = { title: string; copy: string; findings: FieldFinding[] }

export type LiveScreening = {
  state: 'loading' | 'ready' | 'failed'
  /** Whether there is nothing to check yet. */
  blank: boolean
  /** Whether the findings are those of the text as it stands. */
  current: boolean
  title: FieldFinding[]
  copy: FieldFinding[]
  /** The trades that the rules know by name. */
  industries: string[]
}

/**
 * Checks a title and a copy in the browser while they are typed. The engine runs beside the page; of texts that come
 * faster than it answers only the newest is checked.
 */
export const useScreening = ({ title, copy, channel, industry, advertising }: ScreeningRequest): LiveScreening => {
  const worker = useRef<Worker | null>(null)
  const busy = useRef(false)
  const waiting = useRef<ScreeningRequest | null>(null)
  const [state, setState] = useState<LiveScreening['state']>('loading')
  const [industries, setIndustries] = useState<string[]>([])
  const [checked, setChecked] = useState<Checked>({ title: '', copy: '', findings: [] })

  useEffect(() => {
    const engine = new Worker(new URL('./screening-worker.ts', import.meta.url), { type: 'module' })
    worker.current = engine
    engine.onerror = () => setState('failed')
    engine.onmessage = ({ data }: MessageEvent<ScreeningAnswer>) => {
      if (data.kind === 'ready') {
        setIndustries(data.industries)
        setState('ready')
      }
      if (data.kind === 'failed') setState('failed')
      if (data.kind !== 'checked') return
      setChecked(data)
      busy.current = waiting.current !== null
      if (waiting.current !== null) engine.postMessage(waiting.current)
      waiting.current = null
    }
    return () => {
      engine.terminate()
      worker.current = null
      busy.current = false
      waiting.current = null
    }
  }, [])

  useEffect(() => {
    const request: ScreeningRequest = { title, copy, channel, industry, advertising }
    if (busy.current) waiting.current = request
    else {
      busy.current = true
      worker.current?.postMessage(request)
    }
  }, [title, copy, industry, channel, advertising])

  return useMemo(() => {
    const blank = title.trim() === '' && copy.trim() === ''
    const of = (field: 'title' | 'copy'): FieldFinding[] =>
      blank ? [] : checked.findings.filter((finding) => finding.field === field)
    return {
      state,
      blank,
      current: state === 'ready' && checked.title === title && checked.copy === copy,
      title: moveWithEdit(of('title'), checked.title, title),
      copy: moveWithEdit(of('copy'), checked.copy, copy),
      industries,
    }
  }, [state, checked, title, copy, industries])
}
