import type { ChatErrorCode } from "../sdk/index.ts"
import { counting } from "./counting.ts"

const { number } = counting("en")

/** Everything the app says, a group a feature. English is complete, and the shape of every other language. */
export const en = {
  rooms: {
    title: "Rooms",
    name: "Room name",
    create: "Create Room",
    none: "No rooms yet. Create the first one above.",
    delete: "Delete",
    deleteRoom: (room: string) => `Delete ${room}`,
    deleteQuestion: (room: string) => `Delete “${room}”?`,
    deleteWarning: "The room and all its messages go away, for everyone. This cannot be undone.",
    cancel: "Cancel",
  },
  conversation: {
    messages: "Messages",
    loading: "Loading messages…",
    loadingOlder: "Loading older messages…",
    /** In parts: the room's name may run in another direction. */
    beginning: <T>(room: T): (string | T)[] => ["This is the beginning of ", room],
    empty: "Nobody has said anything yet. Be the first.",
    toLatest: "Jump to latest",
    toLatestOf: (news: number) => `Jump to latest (${number(news)})`,
    back: "Back",
    backToRooms: "Back to the rooms",
    unknownRoom: "Unknown room",
    notSent: (why: string) => `Not sent. ${why}`,
    retry: "Retry",
    discard: "Delete",
    deleted: "This room was deleted",
    deletedHint: "Its messages are gone for everyone.",
    unknown: "There is no such room",
    unknownHint: "It was deleted, or the link is not quite right.",
    seeRooms: "See all rooms",
    chooseRoom: "Choose a room to start talking",
    quiet: "It is quiet here",
    quietHint: "Create the first room and share its link.",
  },
  composer: {
    message: "Message",
    messageIn: (room: string) => `Message ${room}`,
    send: "Send",
    length: (chars: number, max: number) => `${number(chars)} of ${number(max)} characters`,
    tooLong: (length: string) => `Too long to send: ${length}`,
    sentLater: "What you write now goes out when the connection is back.",
    proposals: "Suggestions",
  },
  emoji: {
    title: "Emoji",
    search: "Search emoji",
    none: "No emoji goes by that name.",
    unavailable: "The emoji could not be loaded. Try again later.",
    categories: {
      recent: "Recent",
      smileys: "Smileys",
      people: "People",
      nature: "Animals and nature",
      food: "Food and drink",
      travel: "Travel and places",
      activities: "Activities",
      objects: "Objects",
      symbols: "Symbols",
      flags: "Flags",
    },
  },
  outbox: {
    soon: "Not sent yet. It goes out by itself.",
    waiting: "Waiting for the connection",
  },
  presence: {
    online: "Online",
    you: "you",
    oneTyping: (name: string) => `${name} is typing…`,
    twoTyping: (name: string, other: string) => `${name} and ${other} are typing…`,
    manyTyping: "Several people are typing…",
  },
  session: {
    tagline: "A calm place to talk.",
    username: "Username",
    usernameHint: "Others see this name. You need no account.",
    continue: "Continue",
    changeName: "Change name",
    open: "Connected",
    connecting: "Connecting…",
    waiting: (seconds: number) => `Reconnecting in ${number(seconds)} s`,
    offline: "Offline",
    tryNow: "Try now",
  },
  settings: {
    title: "Settings",
    close: "Close",
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark" },
    density: "Density",
    densities: { cosy: "Cosy", compact: "Compact" },
    clock: "Clock",
    clocks: { auto: "Automatic", "12": "12 hours", "24": "24 hours" },
    language: "Language",
    automatic: "Automatic",
  },
  problems: {
    /** What the server refuses with a code of its own. */
    codes: {
      ROOM_NOT_FOUND: "This room no longer exists.",
      ROOM_NAME_TAKEN: "There is already a room with this name.",
      USERNAME_REQUIRED: "The server did not accept your name.",
      CLIENT_ID_CONFLICT: "It was already sent with another text.",
      TOO_MANY_MESSAGES: "Too many messages at once. Wait a moment, then try again.",
      TOO_MANY_ROOMS: "Too many new rooms at once. Wait a moment, then try again.",
      TOO_MANY_SUBSCRIPTIONS: "Too much is open at once. Close a few windows, then try again.",
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
    /** The reason is the server's own, always English: "must not be blank". */
    refused: (reason: string) => `The server refused it: it ${reason}.`,
    unexpected: "Something went wrong on the server. Try again.",
    noName: "Please enter a name.",
    notPlain: "A name cannot contain control or direction characters.",
    nameTooLong: (over: number, max: number) =>
      `That is ${number(over)} too many: a name has at most ${number(max)} characters.`,
  },
}

export type Words = typeof en
