/** One rule for text, at every door: what is kept, what is refused, and nothing in between. */
import { randomUUID } from "node:crypto"
import { doors, type Letter } from "./doors.ts"
import { briefly, roomDoors } from "./rooms.ts"
import { type Case, family, type Row, type Word } from "./row.ts"

/** Where a text may stand: as content, as a name of a person or room, as a client id. */
type Place = "content" | "name" | "id"

const TOWER = `Z${"\u0301\u0323".repeat(7)}`
const everywhere: Place[] = ["content", "name", "id"]
const notInNames: Place[] = ["content", "id"]

const texts: [what: string, text: string, allowed: Place[]][] = [
  ["NUL", "a\0b", []],
  ["a lone high surrogate", "a\ud800b", []],
  ["a lone low surrogate", "a\udc00b", []],
  ["surrogates in the wrong order", "\udc00\ud800", []],
  ["nothing", "", []],
  ["spaces", "   ", ["id"]],
  ["an ideographic space", "\u3000", ["id"]],
  ["a no-break space", "\u00a0", ["id"]],
  ["zero width spaces", "\u200b\u2060", ["id"]],
  ["a byte order mark", "\ufeff", ["id"]],
  ["a soft hyphen", "\u00ad", ["id"]],
  ["a Hangul filler", "\u3164", ["id"]],
  ["a blank braille cell", "\u2800", ["id"]],
  ["a variation selector", "\ufe0f", ["id"]],
  ["tags", "\u{e0041}\u{e007f}", ["id"]],
  ["a bell", "a\u0007b", notInNames],
  ["an escape sequence", "\u001b[31mred", notInNames],
  ["a delete", "a\u007fb", notInNames],
  ["a C1 control", "a\u0085b", notInNames],
  ["a line feed", "a\nb", notInNames],
  ["a carriage return", "a\rb", notInNames],
  ["a tab", "a\tb", notInNames],
  ["a line separator", "a\u2028b", notInNames],
  ["a paragraph separator", "a\u2029b", notInNames],
  ["a right-to-left override", "a\u202etxt.exe", notInNames],
  ["a left-to-right embedding", "a\u202ab", notInNames],
  ["a pop of direction", "a\u202cb", notInNames],
  ["an isolate", "a\u2067b", notInNames],
  ["a pop of an isolate", "a\u2069b", notInNames],
  ["an invisible character among visible ones", "a\u2060b", everywhere],
  ["a mark of direction", "a\u200fb", everywhere],
  ["an emoji", "🎉", everywhere],
  ["a family", "👨‍👩‍👧‍👦", everywhere],
  ["a flag", "🇺🇳", everywhere],
  ["a skin tone", "👍🏿", everywhere],
  ["Arabic", "مرحبا", everywhere],
  ["Hebrew and Latin", "שלום abc", everywhere],
  ["Thai", "สวัสดี", everywhere],
  ["a tower of marks", TOWER, everywhere],
  ["a composed letter", "é", everywhere],
  ["a decomposed letter", "e\u0301", everywhere],
  ["a ligature", "ﬁ", everywhere],
  ["a dotless i", "ı", everywhere],
  ["private use", "\ue000", everywhere],
  ["a noncharacter", "\uffff", everywhere],
  ["the last code point", "\u{10ffff}", everywhere],
  ["a replacement character", "\ufffd", everywhere],
  ["SQL", "'); DROP TABLE rooms; --", everywhere],
  ["HTML", "<img src=x onerror=alert(1)>", everywhere],
  ["a template", "$" + "{7*7}{{7*7}}%s%n", everywhere],
  ["a path", "../../etc/passwd", everywhere],
  ["quotes and backslashes", "\"\\\\'\\u0000", everywhere],
  ["__proto__", "__proto__", everywhere],
  ["constructor", "constructor", everywhere],
]

const sizes: [field: keyof Letter, most: number][] = [
  ["content", 4_000],
  ["username", 32],
  ["clientId", 64],
]

const letter = (part: Partial<Letter>): Letter => ({
  username: "ann",
  content: "hello",
  clientId: randomUUID(),
  ...part,
})

const places: Record<keyof Letter, Place> = { content: "content", username: "name", clientId: "id" }

/** Every text, each kept where it may stand and refused where not. */
const as = (place: Place, refused: Word | Word[]) =>
  texts.map(
    ([what, text, allowed]): Case<string> => [
      what,
      text,
      allowed.includes(place) ? "kept" : refused,
    ],
  )

const inLetters: Row[] = doors.flatMap(({ name, send, refuses }) =>
  (Object.keys(places) as (keyof Letter)[]).flatMap((field) =>
    family(
      `text as ${field} through ${name}`,
      (ground, text: string) => send(ground, letter({ [field]: text })),
      as(places[field], refuses[field]),
    ),
  ),
)

const ofSize: Row[] = doors.flatMap(({ name, send, refuses }) =>
  sizes.flatMap(([field, most]) =>
    family(
      `size of ${field} through ${name}`,
      (ground, text: string) => send(ground, letter({ [field]: text })),
      ["x", "🎉"].flatMap((char): Case<string>[] => [
        [`${most} of ${char}`, char.repeat(most), "kept"],
        [`${most + 1} of ${char}`, char.repeat(most + 1), refuses[field]],
      ]),
    ),
  ),
)

const inRoomNames: Row[] = roomDoors.flatMap((door) =>
  family(`text as a room's name through ${door.name}`, briefly(door), [
    ...as("name", door.refused),
    ["100 emoji", "🎉".repeat(100), "kept"],
    ["101 characters", "x".repeat(101), door.refused],
  ]),
)

export const textRows = [...inLetters, ...ofSize, ...inRoomNames]
