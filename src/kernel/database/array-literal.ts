/**
 * PostgreSQL's text form of arrays: `{1,NULL,"a \"quoted\" text",{nested}}`
 * (PostgreSQL documentation, 8.15.6 Array Input and Output Syntax).
 */
export function parseArrayLiteral(text: string, parse: (element: string) => unknown): unknown[] {
  // Bounds other than 1 are written in front: `[0:1]={a,b}`.
  let at = text.indexOf('{')

  function readArray(): unknown[] {
    const elements: unknown[] = []
    at += 1
    while (text[at] !== '}') {
      if (at >= text.length) throw new RangeError('an array of the database is cut short')
      if (text[at] === ',') at += 1
      else if (text[at] === '{') elements.push(readArray())
      else if (text[at] === '"') elements.push(parse(readQuoted()))
      else elements.push(readPlain())
    }
    at += 1
    return elements
  }

  function readQuoted(): string {
    let element = ''
    for (at += 1; text[at] !== '"'; at += 1) {
      if (at >= text.length) throw new RangeError('an array of the database is cut short')
      if (text[at] === '\\') at += 1
      element += text[at] ?? ''
    }
    at += 1
    return element
  }

  function readPlain(): unknown {
    const start = at
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at += 1
    const element = text.slice(start, at)
    return element === 'NULL' ? null : parse(element)
  }

  return readArray()
}

/** The literal for a JavaScript array; `toText` gives the text of one element, null for NULL. */
export function toArrayLiteral(values: readonly unknown[], toText: (value: unknown) => string | null): string {
  const elements = values.map((value) => {
    if (Array.isArray(value)) return toArrayLiteral(value, toText)
    const text = toText(value)
    return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${elements.join(',')}}`
}
