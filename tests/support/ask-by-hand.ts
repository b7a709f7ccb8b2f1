/** HTTP as `fetch` does not let one write it: under any Host, with the path as it stands. */
import { once } from "node:events"
import { type IncomingMessage, request } from "node:http"
import { text } from "node:stream/consumers"

type Asked = { method?: string; headers?: Record<string, string>; body?: string }

/** Of an event stream only the beginning is waited for. */
export async function askByHand(url: string, path: string, { body, ...asked }: Asked = {}) {
  const { hostname, port } = new URL(url)
  const sent = request({ hostname, port, path, agent: false, ...asked })
  sent.end(body)
  const [answer] = (await once(sent, "response")) as [IncomingMessage]
  const { statusCode: status, headers } = answer
  if (!headers["content-type"]?.startsWith("text/event-stream"))
    return { status, headers, body: await text(answer) }
  answer.destroy()
  return { status, headers, body: "" }
}
