/** What is said on the raw socket in frames that are whole, but of the wrong shape. */
import { type Case, family, type Row } from "./row.ts"
import { tellRaw } from "./sockets.ts"

const notText = ["null", "7", "true", '["x"]', '{"a":1}', "1e400"]

const rawFrames: Case<string>[] = [
  ...["message", "typing"].map(
    (type): Case<string> => [
      `type in a list: ${type}`,
      `{"type":["${type}"],"content":"refused"}`,
      "INVALID_FRAME",
    ],
  ),
  ...[
    ...notText,
    '""',
    '"Message"',
    '"message "',
    '"__proto__"',
    '"constructor"',
    '"error"',
    '"join"',
    '"leave"',
    '"users_list"',
    '"room_deleted"',
    '"gap"',
  ].map(
    (type): Case<string> => [
      `type ${type}`,
      `{"type":${type},"content":"refused"}`,
      "INVALID_FRAME",
    ],
  ),
  ...[...notText, '""'].map(
    (value): Case<string> => [
      `content ${value}`,
      `{"type":"message","content":${value}}`,
      "INVALID_FRAME",
    ],
  ),
  ...[...notText.slice(1), '""'].map(
    (value): Case<string> => [
      `client_id ${value}`,
      `{"type":"message","content":"refused","client_id":${value}}`,
      "INVALID_FRAME",
    ],
  ),
  ...["null", "0", '"true"', "[]", "{}"].map(
    (value): Case<string> => [
      `is_typing ${value}`,
      `{"type":"typing","is_typing":${value}}`,
      "INVALID_FRAME",
    ],
  ),
  ["no type", '{"content":"refused"}', "INVALID_FRAME"],
  ["no content", '{"type":"message"}', "INVALID_FRAME"],
  ["content in __proto__", '{"type":"message","__proto__":{"content":"refused"}}', "INVALID_FRAME"],
  ["a list of frames", '[{"type":"message","content":"refused"}]', "INVALID_FRAME"],
  [
    "a call of the other dialect",
    '{"id":1,"method":"query","params":{"path":"rooms.list"}}',
    "INVALID_FRAME",
  ],
  ["nothing", "", "INVALID_JSON"],
  ["PING", "PING", "INVALID_JSON"],
  [
    "another's name beside",
    '{"type":"message","content":"by ann","username":"bo","id":1,"seq":1}',
    "message",
  ],
  ["another room beside", '{"type":"message","content":"here","room_id":999}', "message"],
  ["client_id null", '{"type":"message","content":"null","client_id":null}', "message"],
  ["typing", '{"type":"typing"}', "silence"],
  ["no longer typing", '{"type":"typing","is_typing":false}', "silence"],
]

export const rawFrameRows: Row[] = family("raw frames", tellRaw, rawFrames)
