import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '../app.ts'

export type Metrics = {
  observe: (sample: { operation: string; status: number; seconds: number }) => void
  /** Prometheus text exposition. */
  text: () => Promise<string>
  contentType: string
}

/** Figures of this process and of the obligations and ledger behind it. No label carries personal data. */
export const createMetrics = (app: App): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'weidun_operation_seconds',
    help: 'Time to answer, by operation and HTTP status',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const { kysely } = app.database
  gauge(registry, 'weidun_obligations_overdue', 'Open obligations past their deadline', async () => {
    const row = await kysely
      .selectFrom('obligation')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('state', '=', 'open')
      .where('due_at', '<', app.clock.now())
      .executeTakeFirstOrThrow()
    return Number(row.count)
  })
  gauge(registry, 'weidun_ledger_unsealed', 'Ledger entries that wait for their leaf', async () => {
    const row = await kysely
      .selectFrom('ledger_unsealed')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  })
  gauge(registry, 'weidun_score', 'Overall score, 0 to 100; -1 while nothing is conclusive', async () => {
    const row = await kysely
      .selectFrom('score_measurement')
      .select('overall')
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.overall ?? -1
  })
  return {
    observe: ({ operation, status, seconds }) => duration.observe({ operation, status: String(status) }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

const gauge = (registry: Registry, name: string, help: string, read: () => Promise<number>): void => {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read())
    },
  })
}
