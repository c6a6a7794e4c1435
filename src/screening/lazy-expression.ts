/** An expression that is compiled when it is first tried: most are never, and a program starts the sooner. */
export const lazyExpression = (source: string, flags = ''): (() => RegExp) => {
  let made: RegExp | null = null
  return () => (made ??= new RegExp(source, flags))
}
