import { createMemo, createSignal, onCleanup } from "solid-js"
import { ROOMS_LISTED_MAX } from "../../shared/limits.ts"
import type { Api } from "../api.ts"
import { inWords } from "../problem.ts"
import type { Room, RoomsEvent } from "../sdk/index.ts"
import { keepSubscribed } from "../subscription.ts"
import { applyRoomsEvent } from "./rooms-event.ts"

const RELOAD_MS = 2_000
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" })

/** The rooms there are, kept up to date for as long as the caller's scope lives. */
export function createRooms({ client }: Api) {
  const [known, setKnown] = createSignal<Room[]>()
  const [problem, setProblem] = createSignal("")
  const hear = (event: RoomsEvent) => setKnown((rooms) => rooms && applyRoomsEvent(rooms, event))
  let meanwhile: RoomsEvent[] | undefined
  let loads = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    loads++
    clearTimeout(retry)
  })

  keepSubscribed((again) =>
    client.onRoomsChanged.subscribe(undefined, {
      onStarted: () => void load(),
      onData(event) {
        meanwhile?.push(event)
        hear(event)
      },
      onComplete: again,
      onError(error) {
        setProblem(inWords(error))
        again()
      },
    }),
  )

  /** The list was read at some moment while we were listening: what happened meanwhile is applied again. */
  async function load() {
    const mine = ++loads
    const heard: RoomsEvent[] = []
    meanwhile = heard
    try {
      const listed = await listAll()
      if (mine !== loads) return
      meanwhile = undefined
      setProblem("")
      setKnown(heard.reduce(applyRoomsEvent, listed))
    } catch (error) {
      if (mine !== loads) return
      setProblem(inWords(error))
      retry = setTimeout(load, RELOAD_MS)
    }
  }

  async function listAll(after = 0): Promise<Room[]> {
    const page = await client.rooms.list.query({ after })
    const last = page.at(-1)
    return last && page.length === ROOMS_LISTED_MAX ? [...page, ...(await listAll(last.id))] : page
  }

  return {
    /** By name; undefined until they are known. */
    list: createMemo(() => known()?.toSorted((a, b) => byName.compare(a.name, b.name))),
    find: (roomId: number | null) => known()?.find(({ id }) => id === roomId),
    /** Why the list could not be loaded, in words; empty when it could. */
    problem,

    /** What an earlier visit saw, for as long as there is nothing better. */
    remember: (rooms: Room[]) => setKnown((now) => now ?? rooms),

    /** Rejects as the server does. */
    async create(name: string): Promise<Room> {
      const room = await client.rooms.create.mutate({ name })
      hear({ type: "room_created", room })
      return room
    },

    /** Rejects as the server does. */
    async delete(roomId: number) {
      await client.rooms.delete.mutate({ roomId })
      hear({ type: "room_deleted", roomId })
    },
  }
}
