export { findPersonalData, maskPersonalData, personalKinds } from './personal-data/index.ts'
export type { Confidence, MaskOptions, PersonalDatum, PersonalKind, Sensitivity } from './personal-data/index.ts'
export { createScreener } from './screener.ts'
export { compileTerms } from './terms.ts'
export type { CompiledTerms, Term } from './terms.ts'
export { categories } from './types.ts'
export type {
  Category,
  CheckOptions,
  CheckResult,
  CompiledPacks,
  Decision,
  Finding,
  Screener,
  Severity,
} from './types.ts'
