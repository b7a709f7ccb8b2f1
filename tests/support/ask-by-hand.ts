/** HTTP as `fetch` does not let one write it: under any Host, with the path as it stands. */
import { once } from "node:events"
import { request as askPlainly, type IncomingMessage } from "node:http"
import { request as askSecurely } from "node:https"
import { text } from "node:stream/consumers"
import { getCACertificates } from "node:tls"

type Asked = { method?: string; headers?: Record<string, string>; body?: string }

/** Of an event stream only the beginning is waited for. */
export async function askByHand(url: string, path: string, { body, ...asked }: Asked = {}) {
  const { protocol, hostname, port } = new URL(url)
  const options = { hostname, port, path, agent: false, ...asked } as const
  const sent =
    protocol === "https:"
      ? askSecurely({ ...options, ca: getCACertificates("default") })
      : askPlainly(options)
  sent.end(body)
  const [answer] = (await once(sent, "response")) as [IncomingMessage]
  const { statusCode: status, headers } = answer
  if (!headers["content-type"]?.startsWith("text/event-stream"))
    return { status, headers, body: await text(answer) }
  answer.destroy()
  return { status, headers, body: "" }
}
