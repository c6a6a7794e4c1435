import type { Problem } from './errors.ts'

/**
 * Ends an operation with a problem that is answered only after its transaction has committed: what was written so far
 * (a counted failure, a ledger entry) stays. A thrown Problem, by contrast, undoes everything.
 */
export class RefusalAfterCommit extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export type Refuse = (problem: Problem) => never

export const refuse: Refuse = (problem) => {
  throw new RefusalAfterCommit(problem)
}
