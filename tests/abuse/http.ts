/** HTTP requests written by hand, so that nothing on the way mends them. */
import type { Ground } from "./ground.ts"
import type { Answer } from "./row.ts"
import { answerTo, type Ending } from "./tcp.ts"

export type Request = {
  method?: string
  target: string
  headers?: Record<string, string | Buffer>
  body?: string | Buffer
}

export const JSON_TYPE = { "content-type": "application/json" }

/** Asks, and answers with the status. `{room}` and `{host}` stand for the ground's. */
export async function askHttp(ground: Ground, request: Request): Promise<Answer> {
  const answer = await answerTo(ground.url, bytesOf(ground, request), "waits")
  return { word: statusesIn(answer), text: textOf(answer) }
}

/** As it stands, one byte a character. Answers with all statuses, or with `cut` when none came. */
export async function askBytes(
  { url, fill }: Ground,
  { bytes, ending = "waits" }: { bytes: string; ending?: Ending },
): Promise<Answer> {
  const answer = await answerTo(url, Buffer.from(fill(bytes), "latin1"), ending)
  return { word: statusesIn(answer), text: answer.toString("utf8") }
}

function bytesOf(
  { fill }: Ground,
  { method = "GET", target, headers = {}, body }: Request,
): Buffer {
  const sent = typeof body === "string" ? Buffer.from(fill(body)) : body
  const length =
    sent && !("transfer-encoding" in headers) ? { "content-length": `${sent.length}` } : {}
  const lines = Object.entries({ host: "{host}", connection: "close", ...length, ...headers })
  const head = lines.flatMap(([name, value]) => [
    Buffer.from(`${name}: `),
    typeof value === "string" ? Buffer.from(fill(value)) : value,
    Buffer.from("\r\n"),
  ])
  const start = Buffer.from(`${method} ${fill(target)} HTTP/1.1\r\n`)
  return Buffer.concat([start, ...head, Buffer.from("\r\n"), sent ?? Buffer.alloc(0)])
}

/** The final ones: what merely goes on, 1xx, is left out; a change to WebSocket is not. */
function statusesIn(answer: Buffer): number | string {
  const found = [...answer.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) =>
    Number(status),
  )
  const final = found.filter((status) => status === 101 || status >= 200)
  return final.length === 1 ? (final[0] as number) : final.join(" then ") || "cut"
}

/** The body, or what there is when there is none. */
export function textOf(answer: Buffer): string {
  const end = answer.indexOf("\r\n\r\n")
  const head = answer.toString("latin1", 0, end)
  const body = answer.subarray(end + 4)
  const isChunked = /^transfer-encoding: chunked/im.test(head)
  return String(isChunked ? joined(body) : body) || head
}

function joined(chunks: Buffer): Buffer {
  const parts: Buffer[] = []
  let at = 0
  while (at < chunks.length) {
    const start = chunks.indexOf("\r\n", at) + 2
    const size = Number.parseInt(chunks.toString("latin1", at, start), 16)
    parts.push(chunks.subarray(start, start + size))
    at = start + size + 2
  }
  return Buffer.concat(parts)
}
