import { proxyKind, sample } from "./proxy.ts"

export const haproxy = proxyKind("HAProxy", "haproxy", async (filled) => ({
  args: ["-db", "-V", "-f", sample("haproxy.cfg")],
  env: filled,
  ready: /Using \w+\(\) as the polling mechanism/,
  stop: "SIGTERM",
}))
