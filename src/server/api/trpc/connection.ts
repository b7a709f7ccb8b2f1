/** Speaks tRPC's wire protocol as the stock handler does, to which tests/server/trpc-differential.test.ts holds it. */
import {
  getErrorShape,
  getTRPCErrorFromUnknown,
  TRPCError,
  transformTRPCResponse,
} from "@trpc/server"
import type { Chat } from "../../chat/chat.ts"
import type { Credentials } from "../../identity/identify.ts"
import { HELLO_WAIT_MS } from "../../limits.ts"
import { closeCodes } from "../close-codes.ts"
import { type Context, createContext } from "../context.ts"
import type { FailureLog } from "../failure-log.ts"
import { whyTooComplex } from "../json.ts"
import type { Connection, Socket } from "../socket.ts"
import type { Call, CallHeader } from "./call.ts"
import { answerCall } from "./call-procedure.ts"
import {
  callIn,
  credentialsIn,
  headersIn,
  isBatchTooLarge,
  isSubscribe,
  messagesIn,
} from "./calls.ts"
import type { Answer, SubscriptionHandle, TrpcClient } from "./client.ts"
import { logFailures, refusalFrame } from "./errors.ts"
import type { Dialects } from "./feed.ts"
import { appRouter } from "./router.ts"

const { _config: config } = appRouter._def

type Parts = { chat: Chat; failures: FailureLog; dialects: Dialects }

const NO_HEADER: CallHeader = { id: null }

export class TrpcConnection implements Connection, TrpcClient {
  readonly socket: Socket
  readonly subscriptions = new Map<Call["id"], SubscriptionHandle>()
  readonly #parts: Parts
  /** Null until the client's credentials are known; an error when they could not be read. */
  #context: Context | TRPCError | null = null
  #identifying: Promise<void> | null = null
  #credentialsTimeout: NodeJS.Timeout | undefined

  constructor(parts: Parts, socket: Socket) {
    this.#parts = parts
    this.socket = socket
  }

  get door() {
    return "trpc" as const
  }

  get dialects(): Dialects {
    return this.#parts.dialects
  }

  /** With `connectionParams=1` the client's first frame has its credentials. */
  open(url: URL) {
    const isAnnounced = url.searchParams.get("connectionParams") === "1"
    if (isAnnounced)
      this.#credentialsTimeout = setTimeout(closeWithoutName, HELLO_WAIT_MS, this.socket)
    else this.#identify({})
  }

  message(text: string): Promise<unknown> | undefined {
    if (this.#identifying) return this.#answerAfter(this.#identifying, text)
    if (text === "PONG") return
    if (text === "PING") return void this.socket.sendText("PONG")
    const complaint = whyTooComplex(text)
    if (complaint !== null) return void this.socket.sendText(refusalFrame(complaint))
    try {
      if (this.#context !== null) return this.#answer(messagesIn(text))
      this.#identify(credentialsIn(text))
    } catch (cause) {
      this.fail(cause, null)
      if (this.#context === null) this.#refuse(getTRPCErrorFromUnknown(cause))
    }
  }

  flushed(): Promise<unknown> {
    return this.#parts.chat.flushed()
  }

  closed() {
    clearTimeout(this.#credentialsTimeout)
    for (const subscription of this.subscriptions.values()) subscription.leave()
    this.subscriptions.clear()
  }

  context(): Context {
    if (this.#context && !(this.#context instanceof TRPCError)) return this.#context
    throw this.#context ?? new TRPCError({ code: "UNAUTHORIZED" })
  }

  respond({ id, jsonrpc }: CallHeader, answer: Answer) {
    const message = { id, ...(jsonrpc && { jsonrpc }), ...answer }
    this.socket.sendText(JSON.stringify(transformTRPCResponse(config, message)))
  }

  fail(cause: unknown, call: Call | null) {
    const error = getTRPCErrorFromUnknown(cause)
    const { path, input } = call && "params" in call ? call.params : {}
    logFailures(this.#parts.failures, { connection: this.socket.id })({ error })
    const ctx = this.#context instanceof TRPCError ? undefined : (this.#context ?? undefined)
    const type = call && call.method !== "subscription.stop" ? call.method : "unknown"
    const shape = getErrorShape({ config, error, type, path, input, ctx })
    this.respond(call ?? NO_HEADER, { error: shape })
  }

  #identify(credentials: Credentials) {
    this.#identifying = createContext(this.#parts.chat, credentials, this.socket).then(
      (context) => {
        clearTimeout(this.#credentialsTimeout)
        this.#context = context
        this.#identifying = null
      },
    )
  }

  /** Counted as unanswered meanwhile: a drain waits for it. */
  #answerAfter(identifying: Promise<void>, text: string): Promise<void> {
    return this.socket.countUnanswered(
      identifying.then(async () => {
        await this.message(text)
      }),
    )
  }

  /** What was sent meanwhile, and is read a turn later, is answered with the same refusal. */
  #refuse(error: TRPCError) {
    clearTimeout(this.#credentialsTimeout)
    this.#context = error
    setImmediate(setImmediate, close, this.socket)
  }

  #answer(messages: unknown[]): Promise<unknown> | undefined {
    if (!this.socket.admits(Math.max(0, messages.length - 1))) return
    if (this.#parts.chat.waitToCall(this.socket.address, messages.length) > 0)
      return void this.socket.closeFlooding()
    if (isBatchTooLarge(messages)) return void this.#refuseBatch(messages)
    const calls = messages.map(callIn)
    const subscriptions = calls.filter(isSubscribe).length
    if (calls.length > 1 || subscriptions > 0)
      this.socket.frames.chargeFor({ others: calls.length - 1, subscriptions })
    const answers = calls.map((call, index) =>
      this.socket.countUnanswered(answerCall(this, call, index)),
    )
    return answers.length === 1 ? answers[0] : Promise.all(answers)
  }

  #refuseBatch(messages: unknown[]) {
    const message = "Batch call exceeds maximum size"
    const error = new TRPCError({ code: "BAD_REQUEST", message })
    const headers = headersIn(messages)
    if (headers.length === 0) return this.fail(error, null)
    const unknown = { path: undefined, input: undefined, ctx: undefined }
    const shape = getErrorShape({ config, error, type: "unknown", ...unknown })
    for (const header of headers) this.respond(header, { error: shape })
  }
}

function closeWithoutName(socket: Socket) {
  socket.close(closeCodes.nameless, "no name was given")
}

function close(socket: Socket) {
  socket.close()
}
