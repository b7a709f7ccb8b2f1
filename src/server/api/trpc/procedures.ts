/** How procedures are built here. */
import { initTRPC } from "@trpc/server"
import { PING_INTERVAL_MS } from "../../../shared/limits.ts"
import { personNamed } from "../../chat/people.ts"
import type { Context } from "../context.ts"
import { shapeOf } from "./errors.ts"

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: shapeOf,
  sse: { ping: { enabled: true, intervalMs: PING_INTERVAL_MS } },
})

export const { router } = t

/** Anybody: `ctx.who` is null without a name; a name that is not allowed is refused. */
export const anyone = t.procedure.use(({ ctx, next }) => next({ ctx: { who: ctx.caller() } }))

/** Somebody, for what changes something: refused without a name. One step, because each is paid for (bench: rooms). */
export const named = t.procedure.use(({ ctx, next }) =>
  next({ ctx: { who: ctx.caller() ?? personNamed(undefined) } }),
)
