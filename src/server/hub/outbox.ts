/** A connection as the hub writes to it. The doors implement it, so that the hub knows no sockets. */
export interface Outbox {
  audiences: number
  /** True for one that takes whatever is written to it: nearly always. */
  readonly isQuick: boolean
  /** False when it is closed, or reads too slowly and was cut just now. */
  keepsUp(): boolean
  /** False for more than one client may leave unread. */
  hasRoomFor(bytes: number): boolean
  /** `isAlone` promises that nothing else will be written here in this turn. */
  write(bytes: Uint8Array, isAlone: boolean): void
  /** Writes what its client asked for, however much. */
  writeAnswer(bytes: Uint8Array): void
  /** Runs `task` once everything that waits has been read: the last one of each `key`. */
  onCaughtUp(key: object, task: () => void): void
}
