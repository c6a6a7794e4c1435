/** What the work comes to, or `late` when the signal ends the waiting first; work that cannot be called back goes on. */
export const untilAborted = <Outcome>(signal: AbortSignal, work: Promise<Outcome>, late: Outcome): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const end = (): void => resolve(late)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
