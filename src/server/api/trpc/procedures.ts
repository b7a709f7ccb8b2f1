/** How procedures are built here. */
import { initTRPC, TRPCError } from "@trpc/server"
import { ChatError } from "../../../shared/errors.ts"
import { PING_INTERVAL_MS, SUBSCRIPTIONS_PER_SOCKET_MAX } from "../../../shared/limits.ts"
import { personNamed } from "../../chat/people.ts"
import type { Context, Wire } from "../context.ts"
import { shapeOf } from "./errors.ts"

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: shapeOf,
  sse: { ping: { enabled: true, intervalMs: PING_INTERVAL_MS } },
})

export const { router } = t

/** Anybody: `ctx.who` is null without a name; a name that is not allowed is refused. */
export const anyone = t.procedure.use(({ ctx, next, type }) => {
  const answer = () => next({ ctx: { who: ctx.caller() } })
  if (type !== "query") return answer()
  return ctx.wire.inTurn(() => {
    if (!ctx.wire.keepsUp()) throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST" })
    return answer()
  })
})

/** Somebody: refused without a name. */
export const named = anyone.use(({ ctx, next }) =>
  next({ ctx: { who: ctx.who ?? personNamed(undefined) } }),
)

/** Anybody, for as long as the subscription runs: `ctx.signal` aborts when the caller stops it or is gone. */
export const live = anyone.use(async ({ ctx, next, signal = new AbortController().signal }) => {
  const { feeds } = ctx.wire
  if (feeds.size >= SUBSCRIPTIONS_PER_SOCKET_MAX)
    throw new ChatError("TOO_MANY_SUBSCRIPTIONS", "too many subscriptions on this socket")
  feeds.add(signal)
  signal.addEventListener("abort", () => feeds.delete(signal), { once: true })
  const result = await next({ ctx: { signal } })
  if (!result.ok) feeds.delete(signal)
  return result
})

/** What a live procedure answers: events until they end, or until the caller cannot keep up with them. */
export async function* told<Event, Told>(
  events: AsyncIterable<Event>,
  { wire, signal }: { wire: Wire; signal: AbortSignal },
  tell: (event: Event) => Told,
) {
  try {
    for await (const event of events) {
      if (!wire.keepsUp()) return
      yield tell(event)
    }
  } finally {
    wire.feeds.delete(signal)
  }
}
