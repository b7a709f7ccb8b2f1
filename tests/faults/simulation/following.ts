/** What a device asks to be told, and where it is in that. */
import { TRPCClientError } from "@trpc/client"
import type { ChatError } from "../../../src/shared/errors.ts"
import type { RoomEvent } from "../../../src/shared/events.ts"

export type Handlers = {
  onStarted(): void
  onData(told: { id: string; data: RoomEvent }): void
  onComplete(): void
  onError(error: unknown): void
}

export type Following = { handlers: Handlers; lastEventId: string | null }

/** An error of the core as the client throws it. */
export const asTold = ({ code, message }: ChatError) =>
  TRPCClientError.from({
    error: { code: -32_000, message, data: { code, chatCode: code } },
  } as never)
