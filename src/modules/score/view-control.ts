import { z } from 'zod'
import { controlHistory } from '../../kernel/control/read.ts'
import { notFound } from '../../kernel/errors.ts'
import { controlSchema, controlStates, viewOfControl } from './control-view.ts'
import { currentScore } from './current-score.ts'
import { defineOperation } from './scope.ts'

export const viewControl = defineOperation({
  name: 'score.view-control',
  summary: { zh: '查看控制项及其历史', en: 'See a control and how it held over time' },
  effect: 'read',
  permission: 'score.view',
  byKey: true,
  records: { unrecorded: 'Figures about one safeguard; evidence names records, and of people only colleagues' },
  input: z.strictObject({ id: z.string().min(1).max(100) }),
  output: controlSchema.extend({
    history: z.array(z.object({ at: z.iso.datetime(), state: controlStates, share: z.number() })).max(500),
  }),
  run: async ({ db, ports, locale }, { id }) => {
    const control = ports.controls.find((one) => one.id === id)
    if (control === undefined) throw notFound()
    const { latest, lostBy } = await currentScore(db, ports.controls)
    const history = await controlHistory(db, id)
    return {
      ...viewOfControl(control, { measurement: latest.get(id), lost: lostBy(id), locale }),
      history: history.map(({ at, state, share }) => ({ at: at.toISOString(), state, share })),
    }
  },
})
