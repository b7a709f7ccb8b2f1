import type { JSX } from "solid-js"
import { addressOf } from "../base.ts"
import { useChat } from "../chat/context.ts"

type LinkProps = {
  to: string
  id?: string
  class?: string
  current?: boolean
  describedBy?: string
  children: JSX.Element
}

/** Within the app; with a modifier key it opens as any other link. */
export function Link(props: LinkProps) {
  const { route } = useChat()

  function follow(event: MouseEvent) {
    const isOrdinary = event.button === 0
    if (!isOrdinary || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    route.go(props.to)
  }

  return (
    <a
      id={props.id}
      class={props.class}
      href={addressOf(props.to)}
      aria-describedby={props.describedBy}
      aria-current={props.current ? "page" : undefined}
      onClick={follow}
    >
      {props.children}
    </a>
  )
}
