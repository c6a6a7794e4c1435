/**
 * Takes the parameters with which a sign-in provider sent the browser back out of the address, so that no code and no
 * state stays in the history; before the router or anything else reads it.
 */
const takeReturned = (): string => {
  const { pathname, search } = window.location
  if (!pathname.startsWith('/sign-in/return/') || search === '') return ''
  window.history.replaceState(null, '', pathname)
  return search.slice(1)
}

/** The parameters, as they stood in the address; empty where the page was opened otherwise. */
export const returned = takeReturned()
