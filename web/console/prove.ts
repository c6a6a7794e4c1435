/** What the dialog asks for: one of the factors once more, or a passkey. */
export type Wanted = 'any' | 'passkey'

let ask: ((wanted: Wanted) => Promise<boolean>) | null = null

/** Says how people are asked to prove who they are; null while there is no screen to ask on. */
export const handleProof = (handler: typeof ask): void => {
  ask = handler
}

/** Asks whoever sits at the screen to prove who they are; whether they did. */
export const proveNow = async (wanted: Wanted): Promise<boolean> => (ask === null ? false : ask(wanted))
