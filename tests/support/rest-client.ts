/** The REST door as an old client sees it: statuses, headers and bodies, nothing thrown. */
type Answer = { status: number; headers: Headers; body: ReturnType<typeof JSON.parse> }

export function createRestClient(url: string) {
  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url + path, init)
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json")
    const body = isJson && text !== "" ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body }
  }

  return {
    ask,
    get: (path: string) => ask(path),
    delete: (path: string) => ask(path, { method: "DELETE" }),
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  }
}
