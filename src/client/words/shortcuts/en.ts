export const en = {
  title: "Keyboard shortcuts",
  skip: "Skip to messages",
  goingAround: "Going around",
  switchRoom: "Switch room",
  previous: "Previous room",
  next: "Next room",
  previousUnread: "Previous unread room",
  nextUnread: "Next unread room",
  latest: "To the latest message, and write",
  thisList: "Keyboard shortcuts",
  writing: "Writing",
  send: "Send",
  newLine: "New line",
  /** Keys that bear other words on keyboards of this language. */
  keyNames: {} as Record<string, string>,
}
