/** Signs and digits that people put in place of letters. */
const swaps: Readonly<Record<string, string>> = {
  '@': 'a', '4': 'a', '8': 'b', '(': 'c', '3': 'e', '6': 'g', '1': 'i', '!': 'i', '|': 'l', '0': 'o', $: 's', '5': 's', '7': 't',
}

/** A shorter leaked password inside a longer one says little. */
const shortest = 6

/** The form in which leaked passwords are kept in the filter: width and case make no other password. */
export const leakedForm = (password: string): string => password.normalize('NFKC').toLowerCase().trim()

const unswapped = (text: string): string => text.replace(/[@48(36|1!0$57]/g, (char) => swaps[char] ?? char)

const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/**
 * The forms of a password that are looked up among the leaked ones: itself, with letters for the signs that stand for
 * them, and what is left without the digits and signs that were put before and behind a word (`Password1!`), where
 * that is most of it. At most 4.
 */
export const leakedVariants = (password: string): readonly string[] => {
  const whole = leakedForm(password)
  const enough = [...whole].length / 2
  const cores = [core(whole), unswapped(core(whole))].filter((text) => [...text].length > enough)
  return [...new Set([whole, unswapped(whole), ...cores])].filter((text) => [...text].length >= shortest)
}

/** Whether a leaked password can ever be asked for. */
export const worthKeeping = (form: string): boolean => [...form].length >= shortest
