import { plain, tidy } from './plain.ts'
import { districtEnd, familyPatterns, numberEnd, type Province, provinceOf, roomAt } from './shapes.ts'

/**
 * One harmless choice between two writings of the same value. `on` says which one a text shows, `write` makes it show the
 * wanted one; neither changes what the value means.
 */
type Site = { name: string; applies: (key: string) => boolean; on: (text: string) => boolean; write: (text: string, on: boolean) => string }

export type Family = {
  name: string
  fits: (plainText: string) => boolean
  /** What all writings of a value have in common: the same for each of them. */
  key: (text: string) => string
  sites: readonly Site[]
}

const always = (): boolean => true

/** Puts a text in at a place of the tidy value, or takes the gap there away. */
const gapAt = (text: string, at: number, gap: string): string => `${text.slice(0, at).trimEnd()}${gap}${text.slice(at).trimStart()}`

const masks: Family = {
  name: 'mask',
  fits: (text) => text.includes('**'),
  key: (text) => plain(text).replaceAll(/\*+/g, '*'),
  sites: [
    {
      // A mask says nothing by how long it is.
      name: 'stars',
      applies: always,
      on: (text) => text.split('*').length % 2 === 0,
      write: (text, on) => ((text.split('*').length % 2 === 0) === on ? text : text.replace(/\*(?!.*\*)/s, '**')),
    },
  ],
}

const codes: Family = { name: 'code', fits: (text) => familyPatterns.code.test(text), key: plain, sites: [] }

const emails: Family = {
  name: 'email',
  fits: (text) => familyPatterns.email.test(text),
  key: plain,
  sites: [
    {
      // Names of domains know no capitals (RFC 4343).
      name: 'domain',
      applies: always,
      on: (text) => /\.[A-Z][A-Za-z]*$/.test(tidy(text)),
      write: (text, on) =>
        tidy(text).replace(/\.([A-Za-z])([A-Za-z]*)$/, (_, first: string, rest: string) => `.${on ? first.toUpperCase() : first.toLowerCase()}${rest}`),
    },
  ],
}

const digitsOf = (text: string): string => plain(text).replaceAll(/\D/g, '')
const areaLength = (digits: string): number => (/^0(?:10|2\d)/.test(digits) ? 3 : 4)

const landlines: Family = {
  name: 'landline',
  fits: (text) => familyPatterns.landline.test(text.replaceAll(/[-()]/g, '')),
  key: digitsOf,
  sites: [
    {
      name: 'area',
      applies: always,
      on: (text) => /^\(?0\d{2,3}\)?-/.test(tidy(text)),
      write: (text, on) => landlineAs(digitsOf(text), on, / \d{4}$/.test(tidy(text))),
    },
    {
      name: 'group',
      applies: always,
      on: (text) => / \d{4}$/.test(tidy(text)),
      write: (text, on) => landlineAs(digitsOf(text), /^\(?0\d{2,3}\)?-/.test(tidy(text)), on),
    },
  ],
}

const landlineAs = (digits: string, dash: boolean, group: boolean): string => {
  const [area, local] = [digits.slice(0, areaLength(digits)), digits.slice(areaLength(digits))]
  return `${area}${dash ? '-' : ' '}${group ? `${local.slice(0, -4)} ${local.slice(-4)}` : local}`
}

const plates: Family = {
  name: 'plate',
  fits: (text) => familyPatterns.plate.test(text.replaceAll(/[·.-]/g, '')),
  key: (text) => plain(text).replaceAll(/[·.-]/g, ''),
  sites: [
    {
      name: 'dot',
      applies: always,
      on: (text) => text.includes('·'),
      write: (text, on) => {
        const bare = tidy(text).replaceAll(/[\s·.-]/g, '')
        return on ? `${bare.slice(0, 2)}·${bare.slice(2)}` : bare
      },
    },
  ],
}

/** The province, and what follows it. */
const split = (text: string): { province: Province | null; long: boolean; rest: string } => {
  const province = provinceOf(text)
  if (province === null) return { province, long: false, rest: text }
  const long = text.startsWith(province.long)
  return { province, long, rest: text.slice(long ? province.long.length : province.name.length).trimStart() }
}

const addressKey = (text: string): string => {
  const { province, rest } = split(plain(text).replaceAll(/[-‐-―,，。.、;；()]/g, ''))
  return (province?.name ?? '') + rest.replace(/(\d{3,4})室$/, '$1')
}

/** A choice about what follows the province: where a gap may be. */
const gapSite = (name: string, endIn: (rest: string) => number): Site => ({
  name,
  applies: (key) => endIn(split(key).rest) > 0,
  on: (text) => {
    const { rest } = split(tidy(text))
    return /\s/.test(rest.charAt(endIn(rest)))
  },
  write: (text, on) => {
    const whole = tidy(text)
    const { rest } = split(whole)
    const at = endIn(rest)
    return at === 0 ? whole : whole.slice(0, whole.length - rest.length) + gapAt(rest, at, on ? ' ' : '')
  },
})

const addresses: Family = {
  name: 'address',
  fits: (text) => text.length >= 6 && (provinceOf(text) !== null || familyPatterns.street.test(text)),
  key: addressKey,
  sites: [
    {
      name: 'province',
      applies: (key) => split(key).province !== null,
      on: (text) => split(tidy(text)).long,
      write: (text, on) => {
        const whole = tidy(text)
        const { province, rest } = split(whole)
        return province === null ? whole : (on ? province.long : province.name) + rest
      },
    },
    gapSite('district', districtEnd),
    gapSite('number', numberEnd),
    {
      name: 'room',
      applies: roomAt,
      on: (text) => tidy(text).endsWith('室'),
      write: (text, on) => `${tidy(text).replace(/\s*室$/, '')}${on ? '室' : ''}`,
    },
  ],
}

const wechats: Family = {
  name: 'wechat',
  fits: (text) => familyPatterns.wechat.test(text),
  key: plain,
  sites: [
    {
      // WeChat does not tell capitals from small letters.
      name: 'first',
      applies: always,
      on: (text) => /^[A-Z]/.test(tidy(text)),
      write: (text, on) => {
        const whole = tidy(text)
        return (on ? whole.slice(0, 1).toUpperCase() : whole.slice(0, 1).toLowerCase()) + whole.slice(1)
      },
    },
  ],
}

/** Between two digits a comma belongs to the number. */
const commas = /(?<!\d)[,，]|[,，](?!\d)/g

const sentences: Family = {
  name: 'sentence',
  fits: (text) => familyPatterns.sentence.test(text),
  key: (text) => plain(text).replaceAll(/[。.]/g, ''),
  sites: [
    {
      name: 'stop',
      applies: (key) => familyPatterns.ending.test(key),
      on: (text) => /[。.]$/.test(tidy(text)),
      write: (text, on) => `${tidy(text).replace(/[。.\s]+$/, '')}${on ? '。' : ''}`,
    },
    {
      name: 'comma',
      applies: (key) => key.includes(','),
      on: (text) => text.includes('，'),
      write: (text, on) => text.replaceAll(commas, on ? '，' : ','),
    },
  ],
}

/** A sign without width that joins nothing: it takes no room, and copying, Excel and CSV keep it. */
export const wordJoiner = '\u2060'

const names: Family = {
  name: 'name',
  fits: (text) => familyPatterns.name.test(text),
  key: plain,
  sites: [
    {
      // The weakest, since tools that clean texts take it away; a name has no second writing that is right as well.
      name: 'tail',
      applies: always,
      on: (text) => /\p{Cf}\s*$/u.test(text),
      write: (text, on) => text.replace(/[\p{Cf}\s]+$/u, '') + (on ? wordJoiner : ''),
    },
  ],
}

const families: readonly Family[] = [masks, codes, emails, landlines, plates, addresses, wechats, sentences, names]

/** Longer ones are no value of a field. */
const longest = 600

/** What kind of writing a text is, by its shape alone: a leaked file does not say. Numbers of phones and people are none. */
export const familyOf = (text: string): Family | null => {
  if (text.length > longest) return null
  const bare = plain(text)
  return bare === '' ? null : (families.find(({ fits }) => fits(bare)) ?? null)
}
