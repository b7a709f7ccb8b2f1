export type BusSubscriber = {
  receive(text: string): void
  /** From here on everything is received. Comes again whenever something may have been lost in between. */
  onSubscribed(): void
}

/**
 * Carries what nodes publish to each other. It may lose, delay, repeat and reorder, and it may be away: nothing relies on
 * it but speed.
 */
export interface Bus {
  /** False while what is published reaches no node. */
  isUp(): boolean
  /** To every subscriber of the topic, the publisher's too; never throws, never waits. `onReached` gets how many there are. */
  publish(topic: string, text: string, onReached?: (subscribers: number) => void): void
  /** What it returns unsubscribes. A topic has one subscriber a node. */
  subscribe(topic: string, subscriber: BusSubscriber): () => void
  /** Resolves when what was published before is on its way, or is given up. */
  close(): Promise<void>
}
