/** The nonce of this page, put there by the server, that lets style elements pass the content security policy. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/**
 * Stamps the nonce on every style element that a script of ours creates. The component library takes a nonce for most
 * of its styles, but its scroll lock (rc-component/portal) writes a style element without asking for one. Markup that
 * is injected into the page does not pass here and stays refused.
 */
export const stampStyleElements = (): void => {
  const create = document.createElement.bind(document)
  const stamped = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = styleNonce
    return element
  }
  Object.defineProperty(document, 'createElement', { value: stamped, configurable: true, writable: true })
}
