import type { Input } from '../../../api.ts'
import type { CustomerExport } from '../../../domain.ts'

export type Wish = Input<'vault.ask-export'>

export const exportStates: readonly CustomerExport['state'][] = ['asked', 'making', 'ready', 'refused', 'withdrawn', 'lapsed', 'destroyed']
export const exportPurposes: readonly Wish['purpose'][] = ['campaign', 'delivery', 'after-sales', 'analysis', 'legal-duty']
export const exportVariants: readonly Wish['variant'][] = ['masked', 'clear']
export const exportFormats: readonly Wish['format'][] = ['xlsx', 'csv']
