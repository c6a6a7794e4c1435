import type { InputOf, OutputOf } from '../../src/client.ts'
import type { Operations } from '../../src/main.ts'

/** The operations of the server, as types alone: nothing of the server is bundled. */
export type OperationName = Operations['name']
export type Input<Name extends OperationName> = InputOf<Operations, Name>
export type Output<Name extends OperationName> = OutputOf<Operations, Name>
