import { number } from "../counting/en.ts"

export const en = {
  message: "Message",
  messageIn: (room: string) => `Message ${room}`,
  send: "Send",
  length: (chars: number, max: number) => `${number(chars)} of ${number(max)} characters`,
  tooLong: (length: string) => `Too long to send: ${length}`,
  sentLater: "What you write now goes out when the connection is back.",
  proposals: "Suggestions",
}
