/** Confab's raw socket. The plain `ws` peer speaks the same words at the same path. */
import type { Dialect } from "./dialect.ts"

export const raw: Dialect = {
  answers: false,
  path: ({ roomId, username }) =>
    `/ws/chat/${roomId}?username=${encodeURIComponent(username ?? "reader")}`,
  greet: () => [],
  reply: () => null,
  isLive: (text) => text.includes('"users_list"'),
  say: (drafts) =>
    drafts.map(({ content, clientId }) =>
      JSON.stringify({ type: "message", content, client_id: clientId }),
    ),
  hear(text) {
    const { type, content, detail } = JSON.parse(text)
    if (type === "message") return { kind: "message", content }
    return type === "error" ? { kind: "refused", why: detail } : { kind: "other" }
  },
}
