export const en = {
  soon: "Not sent yet. It goes out by itself.",
  waiting: "Waiting for the connection",
}
