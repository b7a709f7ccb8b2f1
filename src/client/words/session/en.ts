import { number } from "../counting/en.ts"

export const en = {
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
}
