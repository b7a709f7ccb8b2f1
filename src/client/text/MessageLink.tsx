import { type JSX, Show } from "solid-js"
import { pathAt } from "../base.ts"
import { roomIn } from "../route.ts"
import { Link } from "../ui/Link.tsx"
import { looksLikeAddress } from "./links.ts"
import type { Link as LinkInText } from "./tree.ts"

/** Rooms open in the app, everything else in another tab, without a referrer. */
export function MessageLink(props: { link: LinkInText; children: JSX.Element }) {
  return (
    <Show
      when={pathInApp(props.link.href)}
      fallback={
        <a
          href={props.link.href}
          title={props.link.host ?? undefined}
          data-host={pretends(props.link) ? props.link.host : undefined}
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {props.children}
        </a>
      }
    >
      {(path) => <Link to={path()}>{props.children}</Link>}
    </Show>
  )
}

function pathInApp(href: string): string | null {
  const { origin, pathname } = new URL(href)
  const path = origin === location.origin ? pathAt(pathname) : null
  return path !== null && roomIn(path) !== null ? path : null
}

/** Its text looks like an address other than its target. */
const pretends = ({ host, children }: LinkInText) =>
  host !== null && children.some((child) => typeof child === "string" && looksLikeAddress(child))
