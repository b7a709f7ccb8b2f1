/** A connection as the hub sees it. The doors bring it along, so that the hub knows no sockets. */
export interface Outbox {
  /** How many audiences it sits in. */
  seats: number
  /** True for one that takes whatever is written to it: nearly always. */
  readonly isQuick: boolean
  /** False when it is closed, or reads too slowly and was cut just now. */
  keepsUp(): boolean
  /** False for more than one client may leave unread. */
  hasRoomFor(bytes: number): boolean
  /** Writes what was packed. `isAlone` promises that nothing else will be written here in this turn. */
  write(bytes: Uint8Array, isAlone: boolean): void
  /** Writes what it asked for, however much. */
  answer(bytes: Uint8Array): void
  /** Settles what is owed to `whom` once everything that waits has been read. */
  owe(whom: object, settle: () => void): void
}
