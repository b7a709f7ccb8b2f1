export type Listener = (text: string, channel: string) => void

/** What the bus needs of Redis, be it one server or a cluster of them. */
export interface Redis {
  /** Resolves with how many subscribers received it. */
  publish(channel: string, text: string): Promise<number>
  subscribe(channels: string[], listener: Listener): Promise<unknown>
  unsubscribe(channel: string, listener: Listener): Promise<unknown>
  /** Resolves when every server answers, and takes what is published. */
  ping(): Promise<unknown>
  /** `onLost`: messages may have been lost. `onRestored` is called only where it is known without a ping. */
  watch(callbacks: { onLost(): void; onRestored(): void }): void
  eval(script: string, at: { keys: string[]; arguments: string[] }): Promise<unknown>
  close(): Promise<void>
  /** Waits for nothing, and ends a `close` that waits. */
  destroy(): void
}
