import type { FastifyInstance } from "fastify"
import { BODY_BYTES_MAX } from "../../shared/limits.ts"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { refuseWithoutRoom } from "../admission/refuse-without-room.ts"
import { SMALL_BODY_BYTES } from "../limits.ts"
import type { AddressRule } from "./address.ts"

/** What has none, whatever it says: Node throws it away. */
const WITHOUT_BODY = new Set(["GET", "HEAD"])

/** Counts what clients have still to send of their requests, as it counts what they have still to read. */
export function countBodies(app: FastifyInstance, budget: MemoryBudget, addressOf: AddressRule) {
  app.addHook("onRequest", async ({ raw: request }, { raw: response }) => {
    if (WITHOUT_BODY.has(request.method ?? "")) return void request.resume()
    const { "content-length": length, "transfer-encoding": coding } = request.headers
    const bytes = coding ? BODY_BYTES_MAX : Math.min(Number(length ?? 0), BODY_BYTES_MAX)
    if (!(bytes > SMALL_BODY_BYTES)) return
    const address = addressOf(request)
    refuseWithoutRoom(budget, address)
    const holder: Holder = { address, cut: () => request.socket.destroy() }
    budget.hold(holder, bytes)
    response.once("close", () => budget.release(holder))
  })
}
