import { parentPort, workerData } from 'node:worker_threads'
import type { CompiledTerms, Term } from '../terms.ts'
import { compileTerms } from '../terms.ts'
import type { CompiledCharacters } from '../types.ts'

/** What build-terms.ts hands to this thread. */
export type TermsTask = { terms: readonly Term[]; characters: CompiledCharacters }

export type TermsAnswer = { compiled: CompiledTerms } | { fault: string }

const answer = ({ terms, characters }: TermsTask): TermsAnswer => {
  try {
    return { compiled: compileTerms(terms, { characters }) }
  } catch (error) {
    if (error instanceof RangeError) return { fault: error.message }
    throw error
  }
}

parentPort?.postMessage(answer(workerData as TermsTask))
