import { DocumentError } from './document-error.ts'
import type { DocumentLimits } from './limits.ts'
import type { Piece } from './types.ts'

/** Collects pieces and keeps them within the limit of text; empty ones are dropped. */
export type Gatherer = { pieces: Piece[]; add: (place: string, text: string) => void }

/** Makes the counter that all gatherers of one document share. Throws DocumentError `too-large` at the limit. */
export const createBudget = (limits: Pick<DocumentLimits, 'textUnits'>): { spend: (units: number) => void } => {
  let left = limits.textUnits
  return {
    spend: (units) => {
      left -= units
      if (left < 0) throw new DocumentError('too-large')
    },
  }
}

export type Budget = ReturnType<typeof createBudget>

export const createGatherer = (budget: Budget): Gatherer => {
  const pieces: Piece[] = []
  return {
    pieces,
    add: (place, text) => {
      if (text.trim() === '') return
      budget.spend(text.length)
      pieces.push({ place, text })
    },
  }
}
