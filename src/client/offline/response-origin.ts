/** Whether the app's own server responded at its address, or something between or instead of it. */
import { PAGE_HEADER } from "../../shared/page-header.ts"

export const isOurs = ({ headers }: Response): boolean => headers.has(PAGE_HEADER)

/** A proxy that cannot reach what is behind it: likely a restart, as if there were no network. */
export const isGateway = ({ status }: Response): boolean => status >= 502 && status <= 504

/** Of the worker's own script: it is deleted. Of a proxy that asks for a sign-in, this is not known. */
export const isReplaced = ({ ok, status, headers }: Response): boolean =>
  status === 404 || status === 410 || (ok && !/javascript/.test(headers.get("content-type") ?? ""))
