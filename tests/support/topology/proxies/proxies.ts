import { caddy } from "./caddy.ts"
import { haproxy } from "./haproxy.ts"
import { nginx } from "./nginx.ts"

/** Those there is a sample for. */
export const proxies = [haproxy, nginx, caddy]
