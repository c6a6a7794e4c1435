import { z } from 'zod'
import { defineOperation } from './scope.ts'

export const listEventTypes = defineOperation({
  name: 'ledger.list-event-types',
  summary: { zh: '列出台账的事件类型', en: 'List the event types of the ledger' },
  effect: 'read',
  permission: 'ledger.search',
  records: { unrecorded: 'The vocabulary of the program, the same for everybody' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ type: z.string(), sentence: z.object({ zh: z.string(), en: z.string() }) })),
  }),
  run: async ({ ports }) => ({
    items: [...ports.eventTypes()]
      .map(([type, { zh, en }]) => ({ type, sentence: { zh, en } }))
      .toSorted((left, right) => (left.type < right.type ? -1 : 1)),
  }),
})
