import { findPersonalData, maskPersonalData } from '../screening/index.ts'

/** One line of JSONL with personal data masked, and where it stood. Other keys are left out: they may hold some. */
export const maskedLine = ({ id, text }: { id: unknown; text: string }): string =>
  JSON.stringify({
    id: id ?? null,
    text: maskPersonalData(text),
    personal: findPersonalData(text).map(({ kind, start, end, confidence }) => ({ kind, start, end, confidence })),
  })
