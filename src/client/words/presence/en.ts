export const en = {
  online: "Online",
  you: "you",
  oneTyping: <T>(name: T): (string | T)[] => [name, " is typing…"],
  twoTyping: <T>(name: T, other: T): (string | T)[] => [name, " and ", other, " are typing…"],
  manyTyping: "Several people are typing…",
}
