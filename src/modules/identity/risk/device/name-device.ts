import type { Sentence } from '../../../../kernel/sentence.ts'
import { deviceLabel } from './device-label.ts'
import { deviceOf } from './device-of.ts'

/** What people call the device behind a User-Agent header: orientation, not proof. */
export const nameDevice = (userAgent: string): Sentence => deviceLabel(deviceOf(userAgent))
