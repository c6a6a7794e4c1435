const numerals: Readonly<Record<string, string>> = {
  零: '0', 〇: '0', '○': '0', 一: '1', 壹: '1', 幺: '1', 二: '2', 贰: '2', 两: '2', 三: '3', 叁: '3', 四: '4', 肆: '4',
  五: '5', 伍: '5', 六: '6', 陆: '6', 七: '7', 柒: '7', 八: '8', 捌: '8', 九: '9', 玖: '9',
}

/** Shorter runs are years, dates and ordinals. */
const LEAST_DIGITS = 11

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const isGap = (sign: string): boolean => sign === ' ' || sign === '-' || sign === '·'

/**
 * The same text with long runs of Chinese numerals (一三八 …) written in digits, every place kept; null when there is
 * none. Digits and numerals may be mixed, and a single sign may stand between two.
 */
export const inDigits = (text: string): string | null => {
  let out = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    if (numerals[text[at] ?? ''] === undefined && !isDigit(text.charCodeAt(at))) continue
    let run = ''
    let digits = 0
    let changed = false
    let end = at
    for (; end < text.length; end++) {
      const sign = text[end] ?? ''
      const digit = numerals[sign]
      if (digit !== undefined || isDigit(text.charCodeAt(end))) {
        run += digit ?? sign
        digits++
        changed ||= digit !== undefined
      } else if (isGap(sign) && !isGap(text[end - 1] ?? '')) run += sign
      else break
    }
    if (changed && digits >= LEAST_DIGITS) {
      out += text.slice(copied, at) + run
      copied = end
    }
    at = end
  }
  return copied === 0 ? null : out + text.slice(copied)
}
