/** One call of a frame, answered: asked of tRPC, so that middleware, validation and errors are all its own. */
import { callTRPCProcedure, TRPCError } from "@trpc/server"
import { ChatError } from "../../../shared/errors.ts"
import { SUBSCRIPTIONS_PER_SOCKET_MAX } from "../../../shared/limits.ts"
import { type Call, withLastEventId } from "./calls.ts"
import { Live } from "./live.ts"
import { appRouter } from "./router.ts"
import { Subscription } from "./subscription.ts"
import type { Running, TrpcVisit } from "./visit.ts"

type Asking = Exclude<Call, { method: "subscription.stop" }>

/** `index` is the call's place in its batch. Never rejects. */
export async function answer(visit: TrpcVisit, call: Call, index: number): Promise<void> {
  try {
    if (call.id === null) return visit.fail(new TRPCError({ code: "PARSE_ERROR" }), null)
    if (call.method === "subscription.stop") return visit.running.get(call.id)?.stop()
    if (call.method === "subscription") return await admit(visit, call, index)
    if (call.method === "query")
      return await visit.wire.inTurn(async () => {
        if (visit.wire.keepsUp()) await respond(visit, call, index)
      })
    await respond(visit, call, index)
  } catch (cause) {
    visit.fail(cause, call)
  }
}

async function respond(visit: TrpcVisit, call: Asking, index: number) {
  const data = await ask(visit, call, index)
  // Who asked for a change hears of what it announced first, as everybody does.
  if (call.method === "mutation") await visit.told()
  visit.respond(call, { result: { type: "data", data } })
}

const ask = (visit: TrpcVisit, { method, params }: Asking, batchIndex: number): Promise<unknown> =>
  callTRPCProcedure({
    router: appRouter,
    ctx: visit.context(),
    type: method,
    path: params.path,
    getRawInput: async () => withLastEventId(params.input, params.lastEventId),
    signal: undefined,
    batchIndex,
  })

/** Nothing of the admission stays with the subscription: no promise, no signal (bench: idle). */
async function admit(visit: TrpcVisit, call: Asking, index: number) {
  const { running, wire } = visit
  const { id } = call
  if (running.has(id)) throw new TRPCError({ code: "BAD_REQUEST", message: `Duplicate id ${id}` })
  if (running.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)
    throw new ChatError("TOO_MANY_SUBSCRIPTIONS", "too many subscriptions on this socket")
  const admission = new Admission()
  running.set(id, admission)
  const live = await Promise.resolve()
    // The rest of the batch may have stopped it by now.
    .then(() => (admission.isOver ? null : ask(visit, call, index)))
    .finally(() => running.delete(id))
  if (live instanceof Live && !admission.isOver && wire.keepsUp())
    return new Subscription(visit, call, live).start()
  if (live instanceof Live) live.feed.leave()
  else if (live !== null) throw new Error(`${call.params.path} does not answer with a feed`)
  visit.respond(call, { result: { type: "stopped" } })
}

/** Holds the id of a subscription on its way in, and remembers that nobody wants it any more. */
class Admission implements Running {
  isOver = false

  stop(): void {
    this.isOver = true
  }

  leave(): void {
    this.isOver = true
  }
}
