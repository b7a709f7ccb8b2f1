/** A network that dies without a word: nobody hangs up, and yet the server notices. */
import { expect, test } from "vitest"
import { isLong } from "../support/amount.ts"
import { startTestApp } from "../support/app.ts"
import { startCuttingProxy } from "../support/cutting-proxy.ts"
import { eventsDialect, rawDialect, trpcDialect } from "../support/followers.ts"
import { reach } from "../support/reach.ts"

const NOTICED_MS_MAX = 45_000

test.runIf(isLong).each([rawDialect, trpcDialect, eventsDialect])(
  "who is silent for 45 s has left the room: $name (in the long form only)",
  { timeout: 2 * NOTICED_MS_MAX },
  async ({ follow }) => {
    await using app = await startTestApp()
    await using proxy = await startCuttingProxy(() => app.url)
    const roomId = await app.room()
    const bo = follow(app, { roomId, username: "Bo" })
    await bo.hears("users_list")
    const ann = follow({ ...app, ...reach(proxy.url) }, { roomId, username: "Ann" })
    await ann.hears("users_list")
    await bo.hears("join")
    proxy.freeze()
    await expect
      .poll(() => bo.all("leave"), { timeout: NOTICED_MS_MAX })
      .toEqual([{ type: "leave", username: "Ann" }])
  },
)
