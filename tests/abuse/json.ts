/** One rule for JSON, at every door: broken, too deep, too large, or not what was asked for. */
import { BODY_BYTES_MAX, JSON_DEPTH_MAX, JSON_STRUCTURES_MAX } from "../../src/shared/limits.ts"
import { type Door, doors } from "./doors.ts"
import { type Case, family, type Row } from "./row.ts"

const broken = [
  "{",
  "{bad",
  "[1,",
  "nul",
  "undefined",
  "NaN",
  "-Infinity",
  "01",
  "0x1",
  "+1",
  ".5",
  "1e",
  "{'name':'x'}",
  '{name:"x"}',
  '{"name":"x",}',
  '{"name" "x"}',
  '{"name":"x"}}',
  "{}{}",
  '{/* why */"name":"x"}',
  '{"name":"\\x41"}',
  '{"name":"\\ud8"}',
  '{"name":"a\nb"}',
  '{"name":"x"',
  '\u00a0{"name":"x"}',
  "<room/>",
  "GET / HTTP/1.1\r\n\r\n",
]
const otherwise = ["null", "7", "-0", "1e400", "true", '"text"', "[]", "[[]]", "[null]", "{}"]

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`

const manyLists = (count: number) => `[${Array.from({ length: count }, () => "[]").join()}]`

/** What the door accepts, with more in it that nobody asked for. */
const legal = ({ accepts }: Door, name: string, extra: string) =>
  `{"extra":${extra},${JSON.stringify(accepts(name)).slice(1)}`

const padded = (text: string, bytes: number) => text + " ".repeat(bytes - Buffer.byteLength(text))

const handedTo = (door: Door, what: string, cases: Case<string>[]): Row[] =>
  family(`${what} through ${door.name}`, door.hand, cases)

export const jsonRows: Row[] = doors.flatMap((door) => [
  ...handedTo(door, "broken JSON", [
    ...broken.map((text): Case<string> => [JSON.stringify(text), text, door.broken]),
    ["white space around", `\r\n\t ${legal(door, "spaced", "1")}\r\n`, door.accepted],
  ]),
  ...handedTo(door, "other JSON", [
    ...otherwise.map((text): Case<string> => [text, text, door.words[text] ?? door.wrong]),
    ["what it is for", legal(door, "plain", "{}"), door.accepted],
  ]),
  ...handedTo(door, "depth of JSON", [
    ["32 levels", legal(door, "deep", nested(JSON_DEPTH_MAX - 1)), door.accepted],
    ["33 levels", legal(door, "too deep", nested(JSON_DEPTH_MAX)), door.deep],
    ["30,000 levels", nested(30_000), door.deep],
    ["30,000 levels that never end", "[".repeat(30_000), door.deep],
    ["30,000 levels of objects", '{"a":'.repeat(10_000), door.deep],
    ["brackets in a text", legal(door, "brackets", `"${"[".repeat(30_000)}"`), door.accepted],
    ["brackets behind a quote", legal(door, "quoted", `"\\"${"[".repeat(100)}"`), door.accepted],
    ["200,000 levels", nested(200_000), door.tooLarge],
  ]),
  ...handedTo(door, "structure of JSON", [
    ["many lists", legal(door, "lists", manyLists(JSON_STRUCTURES_MAX - 10)), door.accepted],
    ["too many lists", legal(door, "too many", manyLists(JSON_STRUCTURES_MAX)), door.deep],
    ["20,000 lists", manyLists(20_000), door.deep],
    ["lists in a text", legal(door, "written", `"${"[],".repeat(15_000)}"`), door.accepted],
  ]),
  ...handedTo(door, "size of JSON", [
    ["64 KiB", padded(legal(door, "large", "1"), BODY_BYTES_MAX), door.accepted],
    ["64 KiB and a byte", padded(legal(door, "too large", "1"), BODY_BYTES_MAX + 1), door.tooLarge],
    ["a megabyte", `"${"x".repeat(1_000_000)}"`, door.tooLarge],
  ]),
  ...handedTo(door, "strange fields", [
    ["unknown ones", legal(door, "unknown", "null"), door.accepted],
    ["__proto__", legal(door, "proto", '1,"__proto__":{"isAdmin":true}'), door.accepted],
    ["constructor", legal(door, "made", '1,"constructor":{"prototype":{"a":1}}'), door.accepted],
    ["methods", legal(door, "methods", '1,"toString":1,"valueOf":1,"toJSON":1'), door.accepted],
    ["all in __proto__", `{"__proto__":${legal(door, "hidden", "1")}}`, door.wrong],
    ["all in prototype", `{"constructor":{"prototype":${legal(door, "hid", "1")}}}`, door.wrong],
    ["10,000 of them", legal(door, "many", `1${',"a":1'.repeat(10_000)}`), door.accepted],
  ]),
])
