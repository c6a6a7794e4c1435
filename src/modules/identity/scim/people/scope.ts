import type { Context } from '../../../../kernel/context.ts'
import { operationsOf } from '../../../../kernel/operation.ts'
import type { IdentityPorts, Scope } from '../../scope.ts'
import type { IdentityTables } from '../../tables.ts'
import type { ScimEvent } from './events.ts'

export type ScimContext = Context<IdentityTables, ScimEvent, IdentityPorts>

export const defineScimOperation = operationsOf<Omit<Scope, 'event'> & { event: ScimEvent }>()
