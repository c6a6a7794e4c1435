import { defineModule } from '../../kernel/module.ts'
import { addEndpoint } from './add-endpoint.ts'
import { announceDecisions } from './announce-decisions.ts'
import { deliver } from './deliver.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import { listDeliveries } from './list-deliveries.ts'
import { listEndpoints } from './list-endpoints.ts'
import { removeEndpoint } from './remove-endpoint.ts'
import { rotateSecret } from './rotate-secret.ts'
import type { WebhooksPorts } from './scope.ts'
import { switchEndpoint } from './switch-endpoint.ts'
import { testEndpoint } from './test-endpoint.ts'
import { updateEndpoint } from './update-endpoint.ts'
import { webhooksLedgerEvents, webhooksPermissions } from './vocabulary.ts'

export { announceTo } from './announce.ts'
export { holdings } from './holdings.ts'

/** Tells other systems about results, signed by Standard Webhooks. */
export const webhooksModule = (ports: WebhooksPorts) =>
  defineModule({
    name: 'webhooks',
    title: { zh: '结果通知', en: 'Webhooks' },
    permissions: webhooksPermissions,
    events: webhooksLedgerEvents,
    operations: [
      listEndpoints,
      addEndpoint,
      updateEndpoint,
      rotateSecret,
      switchEndpoint,
      removeEndpoint,
      testEndpoint,
      listDeliveries,
    ],
    jobs: [announceDecisions, deliver, forgetDeliveries],
    ports,
  })
