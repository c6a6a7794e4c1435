/** A text cut to so many characters, with a sign that it was. */
export const cut = (text: string, most: number): string => {
  const characters = Array.from(text)
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('').slice(0, most - 1).toWellFormed()}…`
}
