/** Answers a subscription over HTTP with server-sent events, without promises for every event (docs/decisions/0018). */
import { once } from "node:events"
import { callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from "@trpc/server"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { Context } from "../context.ts"
import type { FailureLog } from "../failure-log.ts"
import { logFailures } from "./errors.ts"
import type { EventStream } from "./event-stream.ts"
import { createStreamDialects, refusal, streamHeaders } from "./event-stream-format.ts"
import { rawInputOf } from "./event-stream-request.ts"
import type { EventStreams } from "./event-streams.ts"
import { SubscriptionFeed } from "./feed.ts"
import { appRouter } from "./router.ts"

const { _config: config } = appRouter._def

type Parts = { epoch: string; failures: FailureLog; streams: EventStreams }
type Asked = {
  path: string
  request: FastifyRequest
  reply: FastifyReply
  address: string
  contextOf(stream: EventStream): Promise<Context>
}

export function createEventStreamDoor({ epoch, failures, streams }: Parts) {
  const dialects = createStreamDialects(epoch)

  async function openStream(asked: Asked, stream: EventStream) {
    const { reply } = asked
    const subscription = await subscribe(asked, await asked.contextOf(stream))
    reply.hijack()
    const isSent = await sendHead(reply)
    if (!(isSent && stream.keepsUp())) {
      subscription.feed.leave()
      return streams.forget(stream)
    }
    streams.add(stream)
    stream.open(subscription, dialects)
  }

  async function answerWithStream(asked: Asked) {
    const { request, address } = asked
    const stream = streams.create({ id: request.id, address, socket: request.raw.socket })
    try {
      await openStream(asked, stream)
    } catch (error) {
      streams.forget(stream)
      throw error
    }
  }

  return async function answer(asked: Asked) {
    const { path, request, reply } = asked
    reply.headers(streamHeaders)
    try {
      await answerWithStream(asked)
    } catch (cause) {
      const error = getTRPCErrorFromUnknown(cause)
      logFailures(failures, { request: request.id })({ error, path })
      const call = { type: "subscription", path, input: undefined, ctx: undefined } as const
      await reply.send(refusal(getErrorShape({ config, error, ...call })))
    }
  }
}

async function subscribe(
  { path, request }: Asked,
  ctx: Context,
): Promise<SubscriptionFeed<never, unknown>> {
  const feed = await callTRPCProcedure({
    router: appRouter,
    ctx,
    type: "subscription",
    path,
    getRawInput: async () => rawInputOf(request.raw),
    signal: undefined,
    batchIndex: 0,
  })
  if (feed instanceof SubscriptionFeed) return feed
  throw new Error(`${path} does not answer with a feed`)
}

/** False where the client has left. The body has no length: it ends with the connection. */
async function sendHead(reply: FastifyReply) {
  const { raw } = reply
  // The answer of a pipelined request gets its socket when it is its turn.
  if (raw.destroyed) return false
  if (!raw.socket) await Promise.race([once(raw, "socket"), once(raw, "close")])
  if (!raw.socket) return false
  raw.shouldKeepAlive = false
  raw.useChunkedEncodingByDefault = false
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(200).flushHeaders()
  // Fastify's listeners would keep all of the request as long as the stream goes on.
  raw.removeAllListeners("finish").removeAllListeners("error").on("error", ignore)
  return true
}

function ignore() {}
