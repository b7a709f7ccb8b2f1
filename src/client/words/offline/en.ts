import { number } from "../counting/en.ts"

export const en = {
  newVersion: "A new version is here",
  reload: "Reload",
  lastSeen: "You are offline. These are the last messages this browser saw.",
  notSeen: "You are offline. What was said here shows once the connection is back.",
  away: (news: number) => `You were away: ${number(news)} new`,
}
