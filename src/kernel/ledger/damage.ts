/** What a verifier can find wrong, and the sentence for it. */
import type { Sentence } from '../sentence.ts'

export type DamageKind = 'changed' | 'removed' | 'inserted' | 'reordered' | 'checkpoint-forged' | 'tail-cut'

export type Damage = {
  /** Place in the ledger, counted from 0; for a checkpoint, the number of entries it speaks for. */
  readonly index: number
  /** The entry it is about, where one can be named. */
  readonly entryId?: string
  readonly kind: DamageKind
  readonly explanation: Sentence
}

/** The entry (or its leaf) is not what was written. */
export function changedEntry(index: number, entryId: string): Damage {
  return {
    index,
    entryId,
    kind: 'changed',
    explanation: {
      zh: `序号 ${index} 的台账记录 ${entryId} 与写入时不一致：内容或其校验值在没有密钥的情况下被改过。`,
      en: `Entry ${entryId} at index ${index} is not what was written: it or its marks were changed without the key.`,
    },
  }
}

/** The leaf is there, its entry is not. */
export function removedEntry(index: number, entryId: string): Damage {
  return {
    index,
    entryId,
    kind: 'removed',
    explanation: {
      zh: `序号 ${index} 的台账记录 ${entryId} 已被删除：树叶还在，记录不在了。`,
      en: `Entry ${entryId} at index ${index} was removed: its leaf is there, the entry is not.`,
    },
  }
}

/** The leaf is gone too; the neighbours tell where it stood. */
export function removedLeaf(index: number, previousId: string | undefined, nextId: string): Damage {
  const place =
    previousId === undefined
      ? { zh: `在 ${nextId} 之前`, en: `before ${nextId}` }
      : { zh: `在 ${previousId} 与 ${nextId} 之间`, en: `between ${previousId} and ${nextId}` }
  return {
    index,
    kind: 'removed',
    explanation: {
      zh: `序号 ${index} 的台账记录连同树叶一起被删除，它原本${place.zh}。`,
      en: `The entry at index ${index} was removed together with its leaf; it stood ${place.en}.`,
    },
  }
}

/** A leaf that the ledger never sealed. */
export function insertedEntry(index: number, entryId: string): Damage {
  return {
    index,
    entryId,
    kind: 'inserted',
    explanation: {
      zh: `序号 ${index} 的台账记录 ${entryId} 是事后插入的：本系统从未在此处封存过它。`,
      en: `Entry ${entryId} at index ${index} was inserted: this system never sealed it there.`,
    },
  }
}

/** A genuine leaf at a place that belongs to another one, which is still there. */
export function reorderedEntry(index: number, entryId: string): Damage {
  return {
    index,
    entryId,
    kind: 'reordered',
    explanation: {
      zh: `序号 ${index} 处本应是另一条记录：台账记录 ${entryId} 是真实的，但顺序被调换过。`,
      en: `Another entry belongs at index ${index}: entry ${entryId} is genuine, but the order was changed.`,
    },
  }
}

/** An entry that waits for its leaf and does not carry a MAC of this system. */
export function foreignUnsealedEntry(index: number, entryId: string): Damage {
  return {
    index,
    entryId,
    kind: 'changed',
    explanation: {
      zh: `尚未封存的台账记录 ${entryId} 校验不通过：它被改过，或不是由本系统写入的。`,
      en: `Entry ${entryId}, not sealed yet, fails its check: it was changed, or not written by this system.`,
    },
  }
}

/** Every entry agrees with its leaf, but the tree does not have the root that was signed. */
export function rewrittenPast(stretch: { from: number; to: number; external: boolean }): Damage {
  const { from, to, external } = stretch
  const signed = external ? 'a checkpoint kept elsewhere' : 'a checkpoint'
  return {
    index: from,
    kind: 'changed',
    explanation: {
      zh: `序号 ${from} 至 ${to - 1} 的记录与${external ? '另行保存的' : ''}签名检查点不符：这一段被替换过。`,
      en: `The entries from index ${from} to ${to - 1} are not those that ${signed} vouches for: some were replaced.`,
    },
  }
}

/** A signed checkpoint speaks for more entries than there are. */
export function cutTail(size: number, signedSize: number): Damage {
  const missing = signedSize - size
  return {
    index: size,
    kind: 'tail-cut',
    explanation: {
      zh: `签名检查点证明台账曾有 ${signedSize} 条已封存记录，现在只有 ${size} 条：末尾 ${missing} 条被截去。`,
      en: `A signed checkpoint proves ${signedSize} entries, there are ${size}: the last ${missing} were cut off.`,
    },
  }
}

/** A checkpoint that this system did not sign. `reason` comes from openCheckpoint. */
export function forgedCheckpoint(index: number, reason: string): Damage {
  return {
    index,
    kind: 'checkpoint-forged',
    explanation: {
      zh: `覆盖 ${index} 条记录的检查点不是由本系统签发的，或已被改动。`,
      en: `The checkpoint over ${index} entries was not signed by this system, or was altered: ${reason}.`,
    },
  }
}
