/** Where the reading of WeCom goes on: behind which member, and at which page of theirs. */
export type WecomPosition = { after: string; cursor: string }

export type WecomCustomer = { id: string; name: string | null; mobile: string | null }

/** Reads a page of customers of the members behind `after`, in the order of their ids; `next` is null at the end. */
export type ReadWecomCustomers = (
  position: WecomPosition,
  signal: AbortSignal,
) => Promise<
  | { kind: 'done'; customers: readonly WecomCustomer[]; next: WecomPosition | null }
  | { kind: 'later'; afterSeconds: number }
  | { kind: 'refused' }
>
