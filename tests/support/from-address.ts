/** HTTP from another address of this machine: all of 127.0.0.0/8 is its own. */
import { request } from "node:http"

type Asked = { method?: string; headers?: Record<string, string>; body?: object }

/** Answers the status, or "cut" when the connection ended without an answer, and how long it took. */
export function askFrom(
  localAddress: string,
  url: string,
  { method = "GET", headers = {}, body }: Asked = {},
) {
  const began = performance.now()
  return new Promise<{ status: number | "cut"; text: string; ms: number }>((resolve) => {
    const answer = (status: number | "cut", text: string) =>
      resolve({ status, text, ms: performance.now() - began })
    const type = body ? { "content-type": "application/json" } : {}
    const asked = request(url, {
      method,
      localAddress,
      agent: false,
      headers: { ...type, ...headers },
    })
    asked.on("response", async (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("close", () =>
        answer(response.complete ? (response.statusCode ?? 0) : "cut", `${Buffer.concat(chunks)}`),
      )
    })
    asked.on("error", () => answer("cut", ""))
    asked.end(body && JSON.stringify(body))
  })
}
