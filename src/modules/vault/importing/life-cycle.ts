import type { Sentence } from '../../../kernel/sentence.ts'

export const importStates = {
  uploading: { zh: '上传中', en: 'Uploading' },
  fetching: { zh: '读取企业微信', en: 'Reading WeCom' },
  uploaded: { zh: '待选择列', en: 'Columns to be chosen' },
  checking: { zh: '检查中', en: 'Being checked' },
  checked: { zh: '待确认', en: 'To be confirmed' },
  running: { zh: '导入中', en: 'Being written' },
  done: { zh: '已完成', en: 'Done' },
  cancelled: { zh: '已中止', en: 'Cancelled' },
  discarded: { zh: '已放弃', en: 'Discarded' },
  expired: { zh: '超时未用，已销毁', en: 'Destroyed, since nobody went on' },
  unreadable: { zh: '无法读取', en: 'Unreadable' },
} as const satisfies Record<string, Sentence>

export type ImportState = keyof typeof importStates

type Transition = { from: readonly ImportState[]; to: ImportState }

/** Before anything was written: whatever is here may be thrown away. */
const unwritten = ['uploading', 'fetching', 'uploaded', 'checking', 'checked'] as const

/** Every way from one state to another; there is no other. */
export const transitions = {
  store: { from: ['uploading'], to: 'uploading' },
  close: { from: ['uploading'], to: 'uploaded' },
  fetch: { from: ['fetching'], to: 'fetching' },
  fetched: { from: ['fetching'], to: 'checking' },
  check: { from: ['uploaded', 'checked'], to: 'checking' },
  checked: { from: ['checking'], to: 'checked' },
  confirm: { from: ['checked'], to: 'running' },
  finish: { from: ['running'], to: 'done' },
  cancel: { from: ['running'], to: 'cancelled' },
  discard: { from: unwritten, to: 'discarded' },
  expire: { from: unwritten, to: 'expired' },
  refuse: { from: unwritten, to: 'unreadable' },
} as const satisfies Record<string, Transition>

export type Step = keyof typeof transitions

/** The state that the step leads to; undefined where it may not be taken. */
export const after = (state: ImportState, step: Step): ImportState | undefined => {
  const { from, to }: Transition = transitions[step]
  return from.includes(state) ? to : undefined
}

/** States that a job moves on. */
export const moving: readonly ImportState[] = ['fetching', 'checking', 'running']
