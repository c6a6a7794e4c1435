import type { LeavingContext } from './scope.ts'

/** Asks for the job that carries a planned leaving out, at its very moment. The sweep makes up for one that was lost. */
export const wakeAt = async (
  { enqueue }: Pick<LeavingContext, 'enqueue'>,
  { id, dueAt }: { id: string; dueAt: Date },
): Promise<void> => {
  await enqueue('leaving.carry-out', { id }, { startAfter: dueAt, key: `${id} ${dueAt.toISOString()}` })
}
