/** Bugs in what can be done: following, sending, being there. */
import type { Mutant } from "./mutant.ts"

const simulation = "tests/faults/simulation.test.ts"
const follow = "tests/server/chat/follow.test.ts"
const http = "tests/server/http.test.ts"

export const coreMutants: Mutant[] = [
  {
    name: "listen-after-reading",
    breaks: "what happens while the backlog is read is heard",
    file: "src/server/chat/follow.ts",
    find: 'if (entered || isDurable(event) || event.type === "room_deleted")',
    replace: "if (entered)",
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "told-twice",
    breaks: "nothing is told twice",
    file: "src/server/chat/bookmark.ts",
    find: "if (isDurable(event)) return event.seq > seq",
    replace: "if (isDurable(event)) return true",
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "jump-not-filled",
    breaks: "what was overtaken is told in its turn",
    file: "src/server/chat/bookmark.ts",
    find: "isDurable(event) && event.seq > seq + 1",
    replace: "isDurable(event) && event.seq < 0",
    noticedBy: { file: follow, test: "an event that overtook others" },
  },
  {
    name: "lost-without-a-word",
    breaks: "a slow reader reads what its inbox could not hold",
    file: "src/server/chat/inbox.ts",
    find: "        events.push(standIn)\n",
    replace: "",
    noticedBy: { file: follow, test: "while nothing passes but typing" },
  },
  {
    name: "no-gap",
    breaks: "who was away too long is told so",
    file: "src/server/chat/follow.ts",
    find: 'complete ? events : [{ type: "gap", latestSeq }]',
    replace: "events",
    noticedBy: { file: follow, test: "a jump too long to fill is a gap" },
  },
  {
    name: "gap-moves-nothing",
    breaks: "after a gap the feed goes on behind it",
    file: "src/server/chat/bookmark.ts",
    find: 'if (event.type === "gap") seq = event.latestSeq\n      else if',
    replace: "if",
    noticedBy: { file: follow, test: "a jump too long to fill is a gap" },
  },
  {
    name: "deleted-room-lives-on",
    breaks: "a deleted room is over for everyone in it",
    file: "src/server/chat/follow.ts",
    find: 'if (events.at(-1)?.type === "room_deleted") return',
    replace: "",
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "announce-without-keeping",
    breaks: "nobody hears what was refused",
    file: "src/server/chat/messages.ts",
    find: "const appended = await store.append({ ...message, username, usernameKey })",
    replace: `const appended = await store.append({ ...message, username, usernameKey }).catch(() => ({
          message: { id: 1, seq: 1, username, timestamp: "", ...message },
          created: true,
        }))`,
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "first-tab-leaves",
    breaks: "people are present while any of their tabs is",
    file: "src/server/chat/presence.ts",
    find: " || present.leases.size > 0",
    replace: "",
    noticedBy: {
      file: "tests/server/chat/presence.test.ts",
      test: "people are present while any of their tabs lives",
    },
  },
  {
    name: "drain-does-not-wait",
    breaks: "what was accepted is answered before the server goes away",
    file: "src/server/chat/gate.ts",
    find: "await Promise.allSettled(inside)",
    replace: "",
    noticedBy: { file: simulation, test: "in calm weather" },
  },
  {
    name: "no-rate-limit",
    breaks: "who sends too fast is asked to slow down",
    file: "src/server/chat/haste.ts",
    find: "if (retryAfterMs > 0)",
    replace: "if (retryAfterMs < 0)",
    noticedBy: { file: http, test: "over the rate limit" },
  },
  {
    name: "names-not-folded",
    breaks: "two names that look the same are one",
    file: "src/shared/text.ts",
    find: "part.toUpperCase().toLowerCase()",
    replace: "part",
    noticedBy: { file: "tests/shared/text.test.ts", test: "names that look equal are equal" },
  },
]
