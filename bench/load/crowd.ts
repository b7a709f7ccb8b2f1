/** Everybody this process plays: enters the rooms, then sends and counts by plan, as often as asked. */

import type { Heard } from "./dialects/dialect.ts"
import { type DialectName, dialects } from "./dialects/dialects.ts"
import type { Frame } from "./frames.ts"
import { type Listener, Member, type Server, type Setting } from "./member.ts"
import type { Outcome, Plan } from "./plan.ts"
import { createRun, type Run } from "./run.ts"

export type Gathering = {
  /** Those in a room, and those who speak in the rooms, are at one after the other. */
  servers: Server[]
  dialect: DialectName
  roomIds: number[]
  /** In each room. */
  members: number
  /** All of one name (a person whose entering is told once), each of its own, or nobody of any. */
  names: "one" | "own" | "none"
  /** Senders in each room, from its first member on. */
  senders: number
  subscribed: boolean
}

const ENTERING_AT_ONCE = 100
const ADDRESSES = 8
/** An event is this much longer than its content; everything else that a member hears meanwhile is shorter. */
const EVENT_BYTES_MIN = 60

export async function gather(gathering: Gathering) {
  const dialect = dialects[gathering.dialect]
  const members: Member[] = []
  const senders: Member[] = []
  let run: Run | null = null
  let lost: string | null = null

  const listener = {
    messageBytesMin: 0,
    counted: (member: Member, frame: Frame) => run?.counted(member, frame),
    heard: (member: Member, heard: Heard) => run?.heard(member, heard),
    lost(why: string) {
      lost = why
      run?.fail(why)
    },
  } satisfies Listener

  const settings = settingsOf(gathering)
  async function enterOneByOne() {
    for (let setting = settings.shift(); setting; setting = settings.shift()) {
      const member = new Member(setting, listener)
      members.push(member)
      if (setting.sends) senders.push(member)
      await member.entered
    }
  }
  await Promise.all(Array.from({ length: ENTERING_AT_ONCE }, enterOneByOne))

  return {
    async run(plan: Plan): Promise<Outcome> {
      if (lost) throw new Error(lost)
      for (const member of members) member.forget()
      listener.messageBytesMin = plan.wording.chars + EVENT_BYTES_MIN
      run = createRun({ plan, senders, dialect })
      return await run.outcome().finally(() => {
        run = null
      })
    },

    stall() {
      for (const member of members) member.stall()
    },

    leave() {
      for (const member of members) member.leave()
    },
  }
}

export type Crowd = Awaited<ReturnType<typeof gather>>

function settingsOf(gathering: Gathering): Setting[] {
  const { servers, roomIds, members, senders, names, subscribed } = gathering
  const dialect = dialects[gathering.dialect]
  const username = { one: () => "reader", own: (n: number) => `reader ${n}`, none: () => null }[
    names
  ]
  return roomIds.flatMap((roomId, roomAt) => {
    const room = { id: roomId, members, heard: [] }
    return Array.from({ length: members }, (_, memberAt) => {
      const n = roomAt * members + memberAt
      return {
        server: servers[(roomAt + memberAt) % servers.length] as Server,
        localAddress: `127.0.0.${2 + (n % ADDRESSES)}`,
        dialect,
        seat: { roomId, username: username(n), subscribed },
        room,
        sends: memberAt < senders,
      }
    })
  })
}
