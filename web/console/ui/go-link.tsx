import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

type GoLinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string }

/** A link inside the console, addresses from the server included. A new tab works as with every link. */
export const GoLink = ({ to, onClick, children, ...rest }: GoLinkProps) => {
  const router = useRouter()
  const go = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.history.push(to)
  }
  return (
    <a {...rest} href={to} onClick={go}>
      {children}
    </a>
  )
}

/** Goes to an address of the console. */
export const useGo = (): ((to: string) => void) => {
  const router = useRouter()
  return (to) => router.history.push(to)
}
