/** Somebody who is told what is published to a topic. */
export type Subscriber = {
  hear(text: string): void
  /** From here on everything is heard. Comes again whenever something may have been lost in between. */
  inForce(): void
}

/**
 * Carries what nodes tell each other. It may lose, delay, repeat and reorder, and it may be away: nobody relies on it for
 * anything but being quick.
 */
export interface Bus {
  /** False while what is published reaches nobody. */
  isUp(): boolean
  /** Tells every subscriber of the topic, the publisher too; never throws, never waits. `reached` is told how many heard. */
  publish(topic: string, text: string, reached?: (subscribers: number) => void): void
  /** The answer stops it. A topic has one subscriber a node. */
  subscribe(topic: string, subscriber: Subscriber): () => void
  /** Resolves when what was published before is on its way, or is given up. */
  close(): Promise<void>
}
