import { defineModule } from '../../kernel/module.ts'
import { extendObligation } from './extend-obligation.ts'
import { listNotices } from './list-notices.ts'
import { listObligations } from './list-obligations.ts'
import { markNoticesRead } from './mark-notices-read.ts'
import { obligationsKept } from './obligations-kept.ts'
import { settleProvisionalJob } from './settle-job.ts'
import { deskEvents, deskPermissions, type DeskPorts } from './scope.ts'
import { sweepObligationsJob } from './sweep-job.ts'

export { holdings } from './holdings.ts'
export type { DeskPorts } from './scope.ts'

/** 我的待办: obligations and notices of a person, and the sweep that reminds and escalates. */
export const deskModule = (ports: DeskPorts) =>
  defineModule({
    name: 'desk',
    title: { zh: '我的待办', en: 'My desk' },
    permissions: deskPermissions,
    events: deskEvents,
    operations: [listObligations, extendObligation, listNotices, markNoticesRead],
    jobs: [sweepObligationsJob, settleProvisionalJob],
    controls: [obligationsKept],
    ports,
  })
