import { temporaryFolder } from "../../temporary-folder.ts"
import { freePort } from "../program.ts"
import { proxyKind, sample } from "./proxy.ts"

export const caddy = proxyKind("Caddy", "caddy", async (filled, stack) => {
  const { path } = stack.use(await temporaryFolder())
  const { CONFAB_BIND = "", CONFAB_CERT } = filled
  const scheme = CONFAB_CERT ? "https" : "http"
  return {
    args: ["run", "--adapter", "caddyfile", "--config", sample("Caddyfile")],
    env: {
      ...filled,
      CONFAB_SITE: `${scheme}://${CONFAB_BIND}`,
      CONFAB_BIND: "127.0.0.1",
      CONFAB_HTTP_PORT: `${await freePort()}`,
      CONFAB_TLS: CONFAB_CERT ? `tls ${CONFAB_CERT} ${CONFAB_CERT}` : "",
      CONFAB_ADMIN: "off",
      // What it keeps, it keeps in these.
      XDG_DATA_HOME: path,
      XDG_CONFIG_HOME: path,
    },
    ready: /serving initial configuration/,
    stop: "SIGTERM",
  }
})
