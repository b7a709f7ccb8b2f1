/** How much later a message is heard at the other node than at the one where it was said. */
import { setInterval as every } from "node:timers/promises"
import type { Heard } from "../load/dialects/dialect.ts"
import { raw } from "../load/dialects/raw.ts"
import { Member, type Server } from "../load/member.ts"
import { CHAT_WORDING } from "../load/plan.ts"
import { createContent } from "../load/stamp.ts"

type Asked = { servers: [Server, Server]; roomId: number; seconds: number; perSecond: number }

/** Of every message, in ms: from being said to being heard where it was said, and from then to the other node. */
export async function measureLag({ servers, roomId, seconds, perSecond }: Asked) {
  const content = createContent(CHAT_WORDING)
  const saidAt = new Map<string, number>()
  const heardAt = new Map<Member, Map<string, number>>()
  const all = Promise.withResolvers<void>()
  const count = Math.ceil(seconds * perSecond)

  function heard(member: Member, { kind, ...what }: Heard) {
    if (kind !== "message" || !("content" in what)) return
    heardAt.get(member)?.set(what.content, performance.now())
    if (heardAt.values().every(({ size }) => size === count)) all.resolve()
  }
  const lost = (why: string) => all.reject(new Error(why))
  const listener = { messageBytesMin: 0, counted() {}, heard, lost }
  const members = servers.map((server) => {
    const seat = { roomId, username: "reader", subscribed: true }
    const room = { id: roomId, members: 2, heard: [] }
    const place = { server, localAddress: "127.0.0.1", dialect: raw }
    const member = new Member({ ...place, seat, room, sends: true }, listener)
    heardAt.set(member, new Map())
    return member
  })
  const [here, there] = members as [Member, Member]
  await Promise.all([here.entered, there.entered])

  for await (const _ of every(1_000 / perSecond)) {
    const said = content(0)
    saidAt.set(said, performance.now())
    here.say(raw.say([{ roomId, content: said, clientId: said.slice(0, 30) }]))
    if (saidAt.size === count) break
  }
  await all.promise
  for (const member of members) member.leave()

  const at = (member: Member, said: string) => heardAt.get(member)?.get(said) ?? Number.NaN
  return {
    here: [...saidAt].map(([said, began]) => at(here, said) - began),
    added: [...saidAt.keys()].map((said) => at(there, said) - at(here, said)),
  }
}
