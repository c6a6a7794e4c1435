import { defineModule } from '../../kernel/module.ts'
import { begin } from './begin.ts'
import { beginFromDirectoryJob } from './begin-from-directory.ts'
import { cancel } from './cancel.ts'
import { carryOnJob } from './carry-on.ts'
import { certificate } from './certificate.ts'
import { changePlan } from './change-plan.ts'
import { exportCertificate } from './export-certificate.ts'
import { completeItem } from './complete-item.ts'
import { itemsInTime } from './controls/items-in-time.ts'
import { noLiveRights } from './controls/no-live-rights.ts'
import { carryOutJob, sweepJob } from './jobs.ts'
import { list } from './list.ts'
import type { LeavingPorts } from './ports.ts'
import { view } from './view.ts'
import { viewReach } from './view-reach.ts'
import { leavingEvents, leavingPermissions, recordedOfOthers } from './vocabulary.ts'

export { leaveNow } from './leave-now.ts'
export { leavingOn } from './leaving-on.ts'
export type { Holder, LeavingPorts, OutsideWithdrawal } from './ports.ts'

/** 离职: takes back everything that a person holds, and shows what anybody could still reach. */
export const leavingModule = (ports: LeavingPorts) =>
  defineModule({
    name: 'leaving',
    title: { zh: '离职', en: 'Leaving' },
    permissions: leavingPermissions,
    events: leavingEvents,
    recordsOfOthers: recordedOfOthers,
    operations: [begin, changePlan, cancel, list, view, completeItem, certificate, exportCertificate, viewReach],
    jobs: [carryOutJob, sweepJob, carryOnJob, beginFromDirectoryJob],
    controls: [noLiveRights(ports), itemsInTime],
    ports,
  })
