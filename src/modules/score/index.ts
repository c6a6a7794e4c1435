import { defineModule } from '../../kernel/module.ts'
import { measureControlsJob, noticeChangeJob } from './measure-job.ts'
import { measureNow } from './measure-now.ts'
import { scoreEvents, scorePermissions, type ScorePorts } from './scope.ts'
import { viewControl } from './view-control.ts'
import { viewScore } from './view-score.ts'
import { viewTrend } from './view-trend.ts'

/** 安全度: every module's controls measured, kept over time, and added up. */
export const scoreModule = (ports: ScorePorts) =>
  defineModule({
    name: 'score',
    title: { zh: '安全度', en: 'Score' },
    permissions: scorePermissions,
    events: scoreEvents,
    operations: [viewScore, viewTrend, viewControl, measureNow],
    jobs: [measureControlsJob, noticeChangeJob(ports.controls)],
    ports,
  })
