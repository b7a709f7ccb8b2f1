import { number } from "../counting/en.ts"

export const en = {
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
  news: "New",
  copyLink: "Copy link",
  linkCopied: "Link copied",
  unknownMessage:
    "This message is not in this room. It may have been deleted, or the link is not quite right.",
  /** To screen readers. */
  said: (name: string, text: string) => `${name}: ${text}`,
  more: (count: number) => `and ${number(count)} more`,
  loadingNewer: "Loading newer messages…",
  notSent: (why: string) => `Not sent. ${why}`,
  retry: "Retry",
  discard: "Delete",
  deleted: "This room was deleted",
  deletedHint: "Its messages are gone for everyone.",
  deletedDraft: "What you were writing",
  copy: "Copy",
  copied: "Copied",
  unknown: "There is no such room",
  unknownHint: "It was deleted, or the link is not quite right.",
  seeRooms: "See all rooms",
  chooseRoom: "Choose a room to start talking",
  quiet: "It is quiet here",
  quietHint: "Create the first room and share its link.",
}
