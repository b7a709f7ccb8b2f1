import type { ChatErrorCode } from "../../sdk/index.ts"
import { number } from "../counting/en.ts"

export const en = {
  /** What the server refuses with a code of its own. */
  codes: {
    ROOM_NOT_FOUND: "This room no longer exists.",
    ROOM_NAME_TAKEN: "There is already a room with this name.",
    USERNAME_REQUIRED: "The server did not accept your name.",
    CLIENT_ID_CONFLICT: "It was already sent with another text.",
    TOO_MANY_MESSAGES: "Too many messages at once. Wait a moment, then try again.",
    TOO_MANY_ROOMS: "Too many new rooms at once. Wait a moment, then try again.",
    ROOMS_FULL: "There are as many rooms as this server keeps. One has to be deleted first.",
    TOO_MANY_SUBSCRIPTIONS: "Too much is open at once. Close a few windows, then try again.",
    TOO_MANY_CONNECTIONS: "Too many people use Confab from this network at once.",
    TOO_MANY_READS: "Too much is asked for at once. Wait a moment, then try again.",
    TOO_MUCH_UNREAD: "Your connection is too slow for this. Wait a moment, then try again.",
    ANSWER_TOO_LARGE: "That is too much at once. Ask for less.",
    OVERLOADED: "The server has too much to do right now. Try again in a moment.",
    STORE_UNAVAILABLE: "The server cannot store anything right now. Try again in a moment.",
    SHUTTING_DOWN: "The server is restarting. Try again in a moment.",
  } satisfies Record<ChatErrorCode, string>,
  /** Why this browser keeps nothing. */
  kept: {
    blocked:
      "This browser lets Confab keep nothing: drafts and unsent messages are lost when you close the page.",
    full: "This browser’s storage is full: drafts and unsent messages are lost when you close the page.",
  },
  connectionLost: "The connection was lost on the way. Try again.",
  notConnected: "There is no connection, so nothing was done. Try again when it is back.",
  /** The reason is the server's own, always English: "must not be blank". */
  refused: (reason: string) => `The server refused it: it ${reason}.`,
  unexpected: "Something went wrong on the server. Try again.",
  noName: "Please enter a name.",
  notPlain: "A name cannot contain control or direction characters.",
  nameTooLong: (over: number, max: number) =>
    `That is ${number(over)} too many: a name has at most ${number(max)} characters.`,
}
