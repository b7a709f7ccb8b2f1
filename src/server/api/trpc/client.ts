import type { TRPCResultMessage } from "@trpc/server/rpc"
import type { Context } from "../context.ts"
import type { Socket } from "../socket.ts"
import type { Call, CallHeader } from "./call.ts"
import type { shapeOf } from "./errors.ts"
import type { Dialects } from "./feed.ts"

export type Answer =
  | Pick<TRPCResultMessage<unknown>, "result">
  | { error: ReturnType<typeof shapeOf> }

/** Holds a subscription's id: one that is being admitted, or runs. */
export interface SubscriptionHandle {
  /** Asked for by the client, which is answered. */
  stop(): void
  /** The client has left. */
  leave(): void
}

export interface TrpcClient {
  readonly socket: Socket
  readonly dialects: Dialects
  readonly subscriptions: Map<Call["id"], SubscriptionHandle>
  context(): Context
  respond(header: CallHeader, answer: Answer): void
  fail(cause: unknown, call: Call | null): void
  flushed(): Promise<unknown>
}
