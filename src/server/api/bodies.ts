import type { FastifyInstance } from "fastify"
import { BODY_BYTES_MAX, SMALL_BODY_BYTES } from "../../shared/limits.ts"
import type { Holder } from "../admission/held-bytes.ts"
import { type MemoryBudget, overloaded } from "../admission/memory-budget.ts"

/** Counts what clients have still to send of their requests, as it counts what they have still to read. */
export function countBodies(app: FastifyInstance, budget: MemoryBudget) {
  app.addHook("onRequest", async ({ raw: request }, { raw: response }) => {
    const { "content-length": length, "transfer-encoding": coding } = request.headers
    const bytes = coding ? BODY_BYTES_MAX : Math.min(Number(length ?? 0), BODY_BYTES_MAX)
    if (!(bytes > SMALL_BODY_BYTES)) return
    if (budget.isFull()) throw overloaded()
    const holder: Holder = {
      address: request.socket.remoteAddress ?? "",
      get isUnread() {
        return !request.complete
      },
      cut: () => request.socket.destroy(),
    }
    budget.hold(holder, bytes)
    response.once("close", () => budget.release(holder))
  })
}
