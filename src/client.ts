import type { z } from 'zod'
import type { Operation } from './kernel/operation.ts'
import type { ProblemDocument } from './kernel/http/problem-document.ts'

type Named<Operations extends Operation, Name extends Operations['name']> = Extract<Operations, { name: Name }>

/** What the operation of that name takes. */
export type InputOf<Operations extends Operation, Name extends Operations['name']> = z.input<Named<Operations, Name>['input']>

/** What the operation of that name answers. */
export type OutputOf<Operations extends Operation, Name extends Operations['name']> = z.output<Named<Operations, Name>['output']>

/** Calls an operation by its name; input and output are typed by the operation itself. */
export type Call<Operations extends Operation> = <Name extends Operations['name']>(
  name: Name,
  input: InputOf<Operations, Name>,
) => Promise<OutputOf<Operations, Name>>

export type { ProblemDocument }
