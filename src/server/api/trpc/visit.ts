/**
 * One client at the tRPC door over WebSocket: who it is, what it asks, which of its subscriptions run. It speaks tRPC's
 * own wire protocol as the stock handler does, to which tests/server/trpc-differential.test.ts holds it.
 */
import {
  getErrorShape,
  getTRPCErrorFromUnknown,
  TRPCError,
  transformTRPCResponse,
} from "@trpc/server"
import type { TRPCResultMessage } from "@trpc/server/rpc"
import { HELLO_WAIT_MS } from "../../../shared/limits.ts"
import type { Chat } from "../../chat/chat.ts"
import { closeCodes } from "../close-codes.ts"
import { type Context, createContext } from "../context.ts"
import { whyTooComplex } from "../json.ts"
import type { Report } from "../report.ts"
import type { SocketWire, Visit } from "../wire.ts"
import { answer } from "./answer.ts"
import {
  type Asker,
  askedIn,
  type Call,
  callIn,
  isBatchTooLarge,
  isToSubscribe,
  messagesIn,
  nameIn,
} from "./calls.ts"
import { refusalFrame, reportTo, type shapeOf } from "./errors.ts"
import type { Dialects } from "./live.ts"
import { appRouter } from "./router.ts"

const { _config: config } = appRouter._def

type Answer = Pick<TRPCResultMessage<unknown>, "result"> | { error: ReturnType<typeof shapeOf> }
type Parts = { chat: Chat; report: Report; dialects: Dialects }

/** Who said what could not be read. */
const NOBODY: Asker = { id: null }

/** What holds a subscription's id: one that is being admitted, or runs. */
export interface Running {
  /** The client wants no more of it. */
  stop(): void
  /** There is no client any more. */
  leave(): void
}

export class TrpcVisit implements Visit {
  readonly wire: SocketWire
  readonly running = new Map<Call["id"], Running>()
  readonly #parts: Parts
  /** Null as long as the client owes us its name; an error when what it gave was none. */
  #context: Context | TRPCError | null = null
  #late: NodeJS.Timeout | undefined

  /** `isAnnounced` says that the client will give its name in its first frame. */
  constructor(parts: Parts, wire: SocketWire, isAnnounced: boolean) {
    this.#parts = parts
    this.wire = wire
    if (isAnnounced) this.#late = setTimeout(closeNameless, HELLO_WAIT_MS, wire)
    else this.#meet(undefined)
  }

  get door() {
    return "trpc" as const
  }

  get dialects(): Dialects {
    return this.#parts.dialects
  }

  hear(text: string): Promise<unknown> | undefined {
    if (text === "PONG") return
    if (text === "PING") return void this.wire.say("PONG")
    const complaint = whyTooComplex(text)
    if (complaint !== null) return void this.wire.say(refusalFrame(complaint))
    try {
      if (this.#context !== null) return this.#hearCalls(messagesIn(text))
      this.#meet(nameIn(text))
    } catch (cause) {
      this.fail(cause, null)
      if (this.#context === null) this.#refuse(getTRPCErrorFromUnknown(cause))
    }
  }

  /** Throws what is answered to calls of somebody whose name could not be read. */
  context(): Context {
    if (this.#context && !(this.#context instanceof TRPCError)) return this.#context
    throw this.#context ?? new TRPCError({ code: "UNAUTHORIZED" })
  }

  respond({ id, jsonrpc }: Asker, answer: Answer) {
    const message = { id, ...(jsonrpc && { jsonrpc }), ...answer }
    this.wire.say(JSON.stringify(transformTRPCResponse(config, message)))
  }

  /** Answers that a call failed, or, without one, a whole frame. */
  fail(cause: unknown, call: Call | null) {
    const error = getTRPCErrorFromUnknown(cause)
    const { path, input } = call && "params" in call ? call.params : {}
    reportTo(this.#parts.report, { connection: this.wire.id })({ error })
    const ctx = this.#context instanceof TRPCError ? undefined : (this.#context ?? undefined)
    const type = call && call.method !== "subscription.stop" ? call.method : "unknown"
    const shape = getErrorShape({ config, error, type, path, input, ctx })
    this.respond(call ?? NOBODY, { error: shape })
  }

  told(): Promise<unknown> {
    return this.#parts.chat.told()
  }

  gone() {
    clearTimeout(this.#late)
    for (const subscription of this.running.values()) subscription.leave()
    this.running.clear()
  }

  #meet(username: string | undefined) {
    clearTimeout(this.#late)
    const { chat } = this.#parts
    this.#context = createContext({ chat, peer: this.wire, username })
  }

  /** What was sent on, and is read a turn later, is still answered, with the same refusal. */
  #refuse(error: TRPCError) {
    clearTimeout(this.#late)
    this.#context = error
    setImmediate(setImmediate, close, this.wire)
  }

  #hearCalls(messages: unknown[]): Promise<unknown> | undefined {
    if (!this.wire.admits(Math.max(0, messages.length - 1))) return
    if (this.#parts.chat.waitToCall(this.wire.address, messages.length) > 0)
      return void this.wire.closeFlooding()
    if (isBatchTooLarge(messages)) return void this.#refuseBatch(messages)
    const calls = messages.map(callIn)
    const subscriptions = calls.filter(isToSubscribe).length
    if (calls.length > 1 || subscriptions > 0)
      this.wire.frames.chargeFor({ others: calls.length - 1, subscriptions })
    const answers = calls.map((call, index) => this.wire.answering(answer(this, call, index)))
    return answers.length === 1 ? answers[0] : Promise.all(answers)
  }

  #refuseBatch(messages: unknown[]) {
    const message = "Batch call exceeds maximum size"
    const error = new TRPCError({ code: "BAD_REQUEST", message })
    const asked = askedIn(messages)
    if (asked.length === 0) return this.fail(error, null)
    const shape = getErrorShape({
      config,
      error,
      type: "unknown",
      path: undefined,
      input: undefined,
      ctx: undefined,
    })
    for (const asker of asked) this.respond(asker, { error: shape })
  }
}

function closeNameless(wire: SocketWire) {
  wire.close(closeCodes.nameless, "no name was given")
}

function close(wire: SocketWire) {
  wire.close()
}
