type Hear = (text: string, channel: string) => void

/** What the bus needs of Redis, be it one server or a cluster of them. */
export interface Redis {
  /** Resolves with how many heard. */
  publish(channel: string, text: string): Promise<number>
  /** Resolves when all of them are in force. */
  subscribe(channels: string[], hear: Hear): Promise<unknown>
  unsubscribe(channel: string, hear: Hear): Promise<unknown>
  /** Resolves when all of it answers and takes what is published. */
  ping(): Promise<unknown>
  /** Tells when something may have been lost, and, where it is known at once, when all is heard again. */
  watch(turns: { broke(): void; mended(): void }): void
  /** Runs a script where its keys are. */
  eval(script: string, at: { keys: string[]; arguments: string[] }): Promise<unknown>
  /** Resolves when what was asked before is answered, or cannot be any more. */
  close(): Promise<void>
  /** Waits for nothing, and neither does a closing that is under way. */
  destroy(): void
}
