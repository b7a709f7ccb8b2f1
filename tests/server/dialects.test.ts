import { expect, test } from "vitest"
import { liveContract } from "../contracts/live.contract.ts"
import { startTestApp } from "../support/app.ts"
import { eventsDialect, rawDialect, trpcDialect } from "../support/followers.ts"
import { rawSocket, rest, trpcOverHttp, trpcOverWebSocket } from "../support/visitors.ts"

for (const dialect of [trpcDialect, rawDialect, eventsDialect]) liveContract(dialect)

test("all doors and all listeners agree on one order", async () => {
  await using app = await startTestApp()
  const roomId = await app.room()
  const listeners = [trpcDialect, rawDialect, eventsDialect, trpcDialect, rawDialect].map(
    (dialect, n) => dialect.follow(app, { roomId, username: `listener ${n}` }),
  )
  await Promise.all(listeners.map((listener) => listener.hears("users_list")))
  const doors = [rest, trpcOverHttp, trpcOverWebSocket, rawSocket]
  const speakers = Array.from({ length: 40 }, (_, n) => {
    const visitor = doors[n % doors.length]?.visit(app, `speaker ${n}`)
    return visitor?.send({ roomId, content: `from ${n}`, clientId: "1" })
  })
  await Promise.all(speakers)
  const history = await rest.visit(app, "reader").history({ roomId, limit: 200 })
  const order = history.map(({ id }) => id)
  expect(order).toHaveLength(40)
  for (const { hears, all } of listeners) {
    while ((await hears("message")).id !== order.at(-1));
    expect(all("message").map(({ id }) => id)).toEqual(order)
  }
})
