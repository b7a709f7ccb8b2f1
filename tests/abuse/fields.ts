/** The fields of the procedures, and for each what it may not hold. */

/** JSON texts by what they are; undefined leaves the field out. */
export type Values = Record<string, string | undefined>

const notText: Values = {
  missing: undefined,
  null: "null",
  "a number": "7",
  "a boolean": "true",
  "a list": '["x"]',
  "an object": '{"a":1}',
  "an object with toString": '{"toString":"x"}',
}
const notWhole: Values = {
  missing: undefined,
  null: "null",
  "a text": '"1"',
  "NaN as text": '"NaN"',
  "a boolean": "true",
  "a list": "[1]",
  "an object": "{}",
  "a fraction": "1.5",
  "a fraction too small to see": "1.0000000000000002",
  "below zero": "-1",
  "1e400": "1e400",
  "-1e400": "-1e400",
  "2^53": "9007199254740992",
}
const notPositive: Values = { ...notWhole, zero: "0", "minus zero": "-0", "1e-400": "1e-400" }
const notBoolean: Values = {
  missing: undefined,
  null: "null",
  "a number": "1",
  "a text": '"true"',
  "a list": "[true]",
  "an object": "{}",
}

const unlessMissing = ({ missing: _, ...values }: Values): Values => values

export type Procedure = {
  path: string
  type: "query" | "mutation" | "subscription"
  legal: Record<string, string>
  wrong: Record<string, Values>
}

export const procedures: Procedure[] = [
  { path: "rooms.create", type: "mutation", legal: {}, wrong: { name: notText } },
  { path: "rooms.delete", type: "mutation", legal: {}, wrong: { roomId: notPositive } },
  { path: "rooms.list", type: "query", legal: {}, wrong: { after: unlessMissing(notWhole) } },
  { path: "rooms.activity", type: "query", legal: {}, wrong: { after: unlessMissing(notWhole) } },
  {
    path: "messages.history",
    type: "query",
    legal: { roomId: "{room}" },
    wrong: {
      roomId: notPositive,
      before: unlessMissing(notPositive),
      after: unlessMissing(notWhole),
      limit: { ...unlessMissing(notPositive), "201": "201" },
    },
  },
  {
    path: "messages.send",
    type: "mutation",
    legal: { roomId: "{room}", content: '"refused"', clientId: '"refused"' },
    wrong: { roomId: notPositive, content: notText, clientId: { ...notText, empty: '""' } },
  },
  {
    path: "typing.set",
    type: "mutation",
    legal: { roomId: "{room}", isTyping: "true" },
    wrong: { roomId: notPositive, isTyping: notBoolean },
  },
  {
    path: "onRoomEvent",
    type: "subscription",
    legal: { roomId: "{room}" },
    wrong: {
      roomId: notPositive,
      lastEventId: { "a number": "7", "a boolean": "true", "a list": "[]", "an object": "{}" },
    },
  },
]
