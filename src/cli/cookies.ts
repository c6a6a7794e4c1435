/** The value of a cookie among Set-Cookie headers, whether or not it is bound to the host by its name. */
export const cookieIn = (cookies: readonly string[], name: string): string | undefined =>
  cookies.map((cookie) => /^(?:__Host-)?([\w-]+)=([\w-]+);/.exec(cookie)).find((found) => found?.[1] === name)?.[2]
