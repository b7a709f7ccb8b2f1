import { number, plural } from "../counting/en.ts"

export const en = {
  /** In little space. */
  count: (count: number) => (count > 99 ? `${number(99)}+` : number(count)),
  messages: (count: number) => plural(count, { one: "# new message", other: "# new messages" }),
  notifications: "Notifications",
  notificationsHint: "Hear of new messages in rooms you are not looking at.",
  notificationsOn: "You hear of new messages in rooms you are not looking at.",
  notificationsDenied:
    "Your browser does not let Confab notify you. You can allow it in the browser’s settings for this page.",
  notificationsUnsupported: "This browser shows no notifications.",
  turnOn: "Turn on notifications",
  turnOff: "Turn off notifications",
  mute: (room: string) => `Mute “${room}”`,
  unmute: (room: string) => `Unmute “${room}”`,
  muteHint: "What is said in a muted room is counted in the list only.",
  mutedHint: "This room is muted: what is said here is counted in the list only.",
}
