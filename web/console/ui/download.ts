/** Bytes of base64 text, as browsers without Uint8Array.fromBase64 can read it. */
const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))

/** Base64 of a file, in pieces, because a call takes only so many arguments. */
export const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const piece = 0x8000
  let units = ''
  for (let start = 0; start < bytes.length; start += piece) {
    units += String.fromCharCode(...bytes.subarray(start, start + piece))
  }
  return btoa(units)
}

/** Hands a file to the reader's browser. */
export const saveFile = (name: string, base64: string, mediaType: string): void => {
  const url = URL.createObjectURL(new Blob([bytesOf(base64)], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
