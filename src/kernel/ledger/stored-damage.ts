/** What only the database can show: checkpoints, marks and entries that do not belong together. */
import type { Damage } from './damage.ts'
import type { StrayMark } from './stored-evidence.ts'

/** The row of a checkpoint does not say what its signed text says. */
export const bentCheckpoint = (size: number): Damage => ({
  index: size,
  kind: 'checkpoint-forged',
  explanation: {
    zh: `覆盖 ${size} 条记录的检查点，其存储内容与签名文本不一致：被改动过。`,
    en: `What is stored with the checkpoint over ${size} entries is not what its signed text says: it was altered.`,
  },
})

/** A checkpoint handed in from outside that this system did not sign; `place` counts from 1. */
export const foreignNote = (place: number): Damage => ({
  index: 0,
  kind: 'checkpoint-forged',
  explanation: {
    zh: `您提供的第 ${place} 个检查点不是由本系统签发的，或者复制得不完整。请核对文件，也请确认没有换过主密钥。`,
    en: `Checkpoint number ${place} of those you gave was not signed by this system, or was not copied whole. Check the file, and that the master key is still the same.`,
  },
})

/** Leaves that no checkpoint covers: sealing writes both at once. */
export const missingCheckpoint = (signedSize: number, size: number): Damage => ({
  index: signedSize,
  kind: 'checkpoint-forged',
  explanation: {
    zh: `序号 ${signedSize} 至 ${size - 1} 的记录没有签名检查点：封存时必定同时签发检查点，因此它被删除了。`,
    en: `No signed checkpoint covers the entries from index ${signedSize} to ${size - 1}; sealing always writes one, so it was removed.`,
  },
})

/** A mark in the queue of unsealed entries that does not fit. */
export const strayMark = ({ entryId, reason }: StrayMark, size: number): Damage =>
  reason === 'missing'
    ? {
        index: size,
        entryId,
        kind: 'removed',
        explanation: {
          zh: `台账记录 ${entryId} 在等待封存时被删除：封存队列里还有它，记录不在了。`,
          en: `Entry ${entryId} was removed while it waited to be sealed: the queue still names it, the entry is gone.`,
        },
      }
    : {
        index: size,
        entryId,
        kind: 'inserted',
        explanation: {
          zh: `台账记录 ${entryId} 早已封存，却又被人加进了封存队列。`,
          en: `Entry ${entryId} was sealed long ago, and somebody put it into the queue of unsealed entries again.`,
        },
      }

/** An entry that is neither sealed nor waiting to be. */
export const entryOutside = (entryId: string, genuine: boolean, size: number): Damage => ({
  index: size,
  entryId,
  kind: genuine ? 'changed' : 'inserted',
  explanation: genuine
    ? {
        zh: `台账记录 ${entryId} 确由本系统写入，但它既没有封存、也不在封存队列里：有人把它从中去掉了。`,
        en: `Entry ${entryId} was written by this system, but is neither sealed nor waiting to be: somebody took it out.`,
      }
    : {
        zh: `台账记录 ${entryId} 是绕过本系统直接插入数据库的：它既没有封存，也不在封存队列里。`,
        en: `Entry ${entryId} was inserted into the database behind this system's back: it is neither sealed nor waiting to be.`,
      },
})
