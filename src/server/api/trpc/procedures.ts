import { initTRPC } from "@trpc/server"
import { personOf } from "../../identity/caller.ts"
import type { Context } from "../context.ts"
import { shapeOf } from "./errors.ts"

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter: shapeOf,
})

export const { router } = t

/** Refuses credentials that are not valid. One step, because each is paid for (bench: rooms). */
export const procedure = t.procedure.use(({ ctx, next }) => next({ ctx: { caller: ctx.caller() } }))

/** Also refuses a caller without a name, before the input is looked at. */
export const namedProcedure = t.procedure.use(({ ctx, next }) => {
  const caller = ctx.caller()
  personOf(caller)
  return next({ ctx: { caller } })
})
