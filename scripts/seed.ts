/** Gives an empty server something to look at: `node scripts/seed.ts http://localhost:8000`. */

const conversations: Record<string, [username: string, content: string][]> = {
  Lobby: [
    ["Ann", "Good morning! The new build is up."],
    ["Bo", "Nice. Does it **reconnect** by itself now?"],
    ["Ann", "It does: pull the cable and see."],
    ["Cleo", "👋"],
    ["Bo", "Pulled it, put it back, nothing missing."],
  ],
  "Release 0.1": [
    ["Cleo", "What is left before we can ship?"],
    ["Ann", "The screenshots in the README, and someone to read the docs with fresh eyes."],
    ["Dev", "I can read them tonight."],
  ],
  "Lunch 🍜": [["Dev", "Noodles at half past twelve?"]],
}

const [server] = process.argv.slice(2)
const existing = await call<unknown[]>("GET", "/rooms")
if (existing.length === 0) await seed()

async function seed() {
  for (const [name, messages] of Object.entries(conversations)) {
    const { id } = await call<{ id: number }>("POST", "/rooms", { name })
    for (const [username, content] of messages)
      await call("POST", `/rooms/${id}/messages`, { username, content })
  }
}

async function call<Result>(method: string, path: string, body?: object): Promise<Result> {
  const response = await fetch(`${server}/api/chat${path}`, {
    method,
    ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json() as Promise<Result>
}
