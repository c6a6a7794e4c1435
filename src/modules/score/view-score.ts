import { z } from 'zod'
import { controlSchema, dimensionScores, viewOfControl } from './control-view.ts'
import { currentScore } from './current-score.ts'
import { defineOperation } from './scope.ts'

export const viewScore = defineOperation({
  name: 'score.view-score',
  summary: { zh: '查看安全度与各控制项', en: 'See the score and its controls' },
  effect: 'read',
  permission: 'score.view',
  byKey: true,
  records: { unrecorded: 'Figures about safeguards; evidence names records, and of people only colleagues' },
  input: z.strictObject({}),
  output: z.object({
    overall: z.number().nullable(),
    coverage: z.number(),
    measuredAt: z.iso.datetime().nullable(),
    dimensions: dimensionScores,
    controls: z.array(controlSchema),
    gains: z.array(z.object({ controlId: z.string(), gain: z.number(), text: z.string(), link: z.string() })),
  }),
  run: async ({ db, ports, locale }) => {
    const { score, latest, lostBy } = await currentScore(db, ports.controls)
    const moments = [...latest.values()].map(({ at }) => at.getTime())
    return {
      overall: score.overall,
      coverage: score.coverage,
      measuredAt: moments.length === 0 ? null : new Date(Math.max(...moments)).toISOString(),
      dimensions: score.dimensions.map(({ id, score: points }) => ({ id, score: points })),
      controls: ports.controls.map((control) =>
        viewOfControl(control, { measurement: latest.get(control.id), lost: lostBy(control.id), locale }),
      ),
      gains: score.gains.flatMap(({ id, points }) => {
        const control = ports.controls.find((one) => one.id === id)
        return control === undefined
          ? []
          : [{ controlId: id, gain: points, text: control.action.sentence[locale], link: control.action.link }]
      }),
    }
  },
})
