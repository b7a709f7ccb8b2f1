import type { FastifyInstance } from "fastify"
import { BODY_BYTES_MAX } from "../../shared/limits.ts"
import type { Holder } from "../admission/held-bytes.ts"
import type { MemoryBudget } from "../admission/memory-budget.ts"
import { refuseWithoutMemory } from "../admission/refuse-without-memory.ts"
import { SMALL_BODY_BYTES } from "../limits.ts"
import type { AddressOf } from "./client-address.ts"

/** Node discards theirs. */
const WITHOUT_BODY = new Set(["GET", "HEAD"])

/** Counts bodies in the memory budget from their announcement on, until the request is answered. */
export function countRequestBodies(
  app: FastifyInstance,
  budget: MemoryBudget,
  addressOf: AddressOf,
) {
  app.addHook("onRequest", async ({ raw: request }, { raw: response }) => {
    if (WITHOUT_BODY.has(request.method ?? "")) return void request.resume()
    const { "content-length": length, "transfer-encoding": coding } = request.headers
    const bytes = coding ? BODY_BYTES_MAX : Math.min(Number(length ?? 0), BODY_BYTES_MAX)
    if (!(bytes > SMALL_BODY_BYTES)) return
    const address = addressOf(request)
    refuseWithoutMemory(budget, address)
    const holder: Holder = { address, cut: () => request.socket.destroy() }
    budget.hold(holder, bytes)
    response.once("close", () => budget.release(holder))
  })
}
