import { number } from "../counting/en.ts"

export const en = {
  title: "Find in this room",
  none: "No message has it",
  place: (at: number, count: number) => `${number(at)} of ${number(count)}`,
  older: "Older",
  newer: "Newer",
  close: "Close search",
}
