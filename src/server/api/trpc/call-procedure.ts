/** Answers one call of a frame by tRPC's own middleware, validation and errors. */
import { callTRPCProcedure, TRPCError } from "@trpc/server"
import { ChatError } from "../../../shared/errors.ts"
import { SUBSCRIPTIONS_PER_SOCKET_MAX } from "../../../shared/limits.ts"
import type { Call } from "./call.ts"
import { withLastEventId } from "./calls.ts"
import type { SubscriptionHandle, TrpcClient } from "./client.ts"
import { SubscriptionFeed } from "./feed.ts"
import { appRouter } from "./router.ts"
import { Subscription } from "./subscription.ts"

type ProcedureCall = Exclude<Call, { method: "subscription.stop" }>

/** `index` is the call's place in its batch. Never rejects. */
export async function answerCall(client: TrpcClient, call: Call, index: number): Promise<void> {
  try {
    if (call.id === null) return client.fail(new TRPCError({ code: "PARSE_ERROR" }), null)
    if (call.method === "subscription.stop") return client.subscriptions.get(call.id)?.stop()
    if (call.method === "subscription") return await subscribe(client, call, index)
    if (call.method === "query")
      return await client.socket.answerQuery(async () => {
        if (client.socket.keepsUp()) await respond(client, call, index)
      })
    await respond(client, call, index)
  } catch (cause) {
    client.fail(cause, call)
  }
}

async function respond(client: TrpcClient, call: ProcedureCall, index: number) {
  const data = await callProcedure(client, call, index)
  // Its caller gets what the change published first, as all subscribers do.
  if (call.method === "mutation") await client.flushed()
  client.respond(call, { result: { type: "data", data } })
}

const callProcedure = (
  client: TrpcClient,
  { method, params }: ProcedureCall,
  batchIndex: number,
): Promise<unknown> =>
  callTRPCProcedure({
    router: appRouter,
    ctx: client.context(),
    type: method,
    path: params.path,
    getRawInput: async () => withLastEventId(params.input, params.lastEventId),
    signal: undefined,
    batchIndex,
  })

/** No promise and no signal stays with the subscription (bench: idle). */
async function subscribe(client: TrpcClient, call: ProcedureCall, index: number) {
  const { subscriptions, socket } = client
  const { id } = call
  if (subscriptions.has(id))
    throw new TRPCError({ code: "BAD_REQUEST", message: `Duplicate id ${id}` })
  if (subscriptions.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)
    throw new ChatError("TOO_MANY_SUBSCRIPTIONS", "too many subscriptions on this socket")
  const pending = new PendingSubscription()
  subscriptions.set(id, pending)
  const feed = await Promise.resolve()
    // The rest of the batch may have stopped it by now.
    .then(() => (pending.isStopped ? null : callProcedure(client, call, index)))
    .finally(() => subscriptions.delete(id))
  if (feed instanceof SubscriptionFeed && !pending.isStopped && socket.keepsUp())
    return new Subscription(client, call, feed).start()
  if (feed instanceof SubscriptionFeed) feed.feed.leave()
  else if (feed !== null) throw new Error(`${call.params.path} does not answer with a feed`)
  client.respond(call, { result: { type: "stopped" } })
}

class PendingSubscription implements SubscriptionHandle {
  isStopped = false

  stop(): void {
    this.isStopped = true
  }

  leave(): void {
    this.isStopped = true
  }
}
