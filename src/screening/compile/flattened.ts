/** Lists of numbers as one: first where each begins (and the last ends), then all of them. */
export const flattened = (lists: readonly ArrayLike<number>[]): number[] => {
  const starts = [0]
  for (const list of lists) starts.push((starts.at(-1) ?? 0) + list.length)
  return [...starts, ...lists.flatMap((list) => Array.from(list))]
}
