/** How many of a kind, with the 95 % Wilson score interval of the share. */
export type Share = { right: number; of: number; share: number; low: number; high: number }

const Z = 1.96

/** The share of `right` in `of`; all zero where there is nothing to count. */
export const shareOf = (right: number, of: number): Share => {
  if (of === 0) return { right, of, share: 0, low: 0, high: 0 }
  const share = right / of
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))
  const middle = share + (Z * Z) / (2 * of)
  const scale = 1 + (Z * Z) / of
  return { right, of, share, low: (middle - spread) / scale, high: (middle + spread) / scale }
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`.padStart(8)

/** Share and interval in columns of fixed width. */
export const showShare = ({ right, of, share, low, high }: Share): string =>
  [...[right, of].map((count) => String(count).padStart(6)), ...[share, low, high].map(percent)].join(' ')
