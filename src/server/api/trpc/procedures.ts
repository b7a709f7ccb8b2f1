/** How procedures are built here, and the one place where their errors get the form a client sees. */
import { initTRPC, TRPCError } from "@trpc/server"
import { getHTTPStatusCodeFromError } from "@trpc/server/http"
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc"
import { ZodError } from "zod"
import { ChatError } from "../../../shared/errors.ts"
import { SUBSCRIPTIONS_PER_SOCKET_MAX } from "../../../shared/limits.ts"
import { personNamed } from "../../chat/people.ts"
import type { Context, Wire } from "../context.ts"
import { errorTable } from "../errors.ts"

const t = initTRPC.context<Context>().create({
  // Stacks would tell strangers where this server keeps its files.
  isDev: false,
  errorFormatter({ error, shape }) {
    const told = asTold(error)
    const chat = error.cause instanceof ChatError ? error.cause : null
    return {
      code: TRPC_ERROR_CODES_BY_KEY[told.code],
      message: told.message,
      data: {
        code: told.code,
        httpStatus: getHTTPStatusCodeFromError(told),
        path: shape.data.path,
        /** The core's own code, where the error is one of the core's. */
        chatCode: chat?.code ?? null,
        retryAfterMs: chat?.retryAfterMs ?? null,
      },
    }
  },
})

function asTold({ code, message, cause }: TRPCError): TRPCError {
  if (cause instanceof ChatError)
    return new TRPCError({ code: errorTable[cause.code].trpc, message: cause.message })
  if (cause instanceof ZodError) return new TRPCError({ code, message: inWords(cause) })
  if (code === "INTERNAL_SERVER_ERROR")
    return new TRPCError({ code, message: "Internal server error" })
  return new TRPCError({ code, message })
}

const inWords = ({ issues }: ZodError) =>
  issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; ")

export const { router } = t

/** Anybody: `ctx.who` is null without a name; a name that is not allowed is refused. */
export const anyone = t.procedure.use(({ ctx, next }) => next({ ctx: { who: ctx.caller() } }))

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
