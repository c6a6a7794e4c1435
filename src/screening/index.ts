export { createScreener } from './screener.ts'
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
