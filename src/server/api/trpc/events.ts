/**
 * A subscription over HTTP, answered with server-sent events. The stock adapter would run promises for every message of
 * every stream; what else is asked it answers or refuses as ever (docs/decisions/0018).
 */
import { once } from "node:events"
import { callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from "@trpc/server"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { Context } from "../context.ts"
import type { FailureLog } from "../failure-log.ts"
import { logFailures } from "./errors.ts"
import { createStreamDialects, refusal, streamHeaders } from "./event-format.ts"
import { rawInputOf } from "./event-request.ts"
import type { EventStream } from "./event-stream.ts"
import type { EventStreams } from "./event-streams.ts"
import { SubscriptionFeed } from "./feed.ts"
import { appRouter } from "./router.ts"

const { _config: config } = appRouter._def

type Parts = { epoch: string; failures: FailureLog; streams: EventStreams }
type Asking = {
  path: string
  request: FastifyRequest
  reply: FastifyReply
  /** Where it is asked from. */
  address: string
  /** Who asks, over the stream that is to be. */
  contextOf(stream: EventStream): Promise<Context>
}

export function createEventsDoor({ epoch, failures, streams }: Parts) {
  const dialects = createStreamDialects(epoch)

  async function begin(asking: Asking, stream: EventStream) {
    const { reply } = asking
    const live = await ask(asking, await asking.contextOf(stream))
    reply.hijack()
    const isOut = await sendHead(reply)
    if (!(isOut && stream.keepsUp())) {
      live.feed.leave()
      return streams.forget(stream)
    }
    streams.welcome(stream)
    stream.begin(live, dialects)
  }

  /** Throws what it is refused with. */
  async function open(asking: Asking) {
    const { request, address } = asking
    const stream = streams.open({ id: request.id, address, socket: request.raw.socket })
    try {
      await begin(asking, stream)
    } catch (error) {
      streams.forget(stream)
      throw error
    }
  }

  return async function answer(asking: Asking) {
    const { path, request, reply } = asking
    reply.headers(streamHeaders)
    try {
      await open(asking)
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause)
      logFailures(failures, { request: request.id })({ error, path })
      const asked = { type: "subscription", path, input: undefined, ctx: undefined } as const
      await reply.send(refusal(getErrorShape({ config, error, ...asked })))
    }
  }
}

async function ask(
  { path, request }: Asking,
  ctx: Context,
): Promise<SubscriptionFeed<never, unknown>> {
  const live = await callTRPCProcedure({
    router: appRouter,
    ctx,
    type: "subscription",
    path,
    getRawInput: async () => rawInputOf(request.raw),
    signal: undefined,
    batchIndex: 0,
  })
  if (live instanceof SubscriptionFeed) return live
  throw new Error(`${path} does not answer with a feed`)
}

/** After it the socket is ours; false where it is gone. Nobody has to be told how long the body is: it ends with the connection. */
async function sendHead(reply: FastifyReply) {
  const { raw } = reply
  // A client that asks before it was answered waits for its turn.
  if (raw.destroyed) return false
  if (!raw.socket) await Promise.race([once(raw, "socket"), once(raw, "close")])
  if (!raw.socket) return false
  raw.shouldKeepAlive = false
  raw.useChunkedEncodingByDefault = false
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(200).flushHeaders()
  // As an answer it never ends: what listens for that would keep all of the request as long as the stream goes on.
  raw.removeAllListeners("finish").removeAllListeners("error").on("error", ignore)
  return true
}

function ignore() {}
