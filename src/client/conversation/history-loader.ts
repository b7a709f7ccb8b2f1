import type { Accessor } from "solid-js"
import type { Api } from "../api.ts"
import type { RoomAction, RoomState } from "../room/state.ts"

const RELOAD_MS = 2_000
/** Fewer for what is shown first, more for what is scrolled through. */
const AROUND_MESSAGES = 50
const NEXT_MESSAGES = 100

type HistoryLoaderOptions = {
  client: Api["client"]
  roomId: number
  state: Accessor<RoomState>
  apply: (action: RoomAction) => void
  /** Called with each error, and with null after each success. */
  report: (error: unknown) => void
}

type Page = { before?: number; after?: number; limit?: number }
type Direction = "older" | "newer"

export class HistoryLoader {
  readonly #options: HistoryLoaderOptions
  #replacements = 0
  readonly #extending = new Set<Direction>()

  constructor(options: HistoryLoaderOptions) {
    this.#options = options
  }

  newest() {
    return this.#replace(async () => ({ type: "newest", ...(await this.#query({})) }))
  }

  /** Resolves to false when there is no such message in the room. */
  around(messageId: number) {
    return this.#replace(async () => {
      const [until, from] = await Promise.all([
        this.#query({ before: messageId + 1, limit: AROUND_MESSAGES }),
        this.#query({ after: messageId, limit: AROUND_MESSAGES }),
      ])
      if (until.messages.at(-1)?.id !== messageId) return null
      const messages = [...until.messages, ...from.messages]
      return { ...until, type: "around", messages, nextAfter: from.nextAfter }
    })
  }

  async older(limit = NEXT_MESSAGES) {
    const before = this.#options.state().nextBefore
    if (before === null || before === undefined) return
    await this.#extend("older", async () => ({
      ...(await this.#query({ before, limit })),
      type: "older",
      before,
    }))
  }

  async newer() {
    const after = this.#options.state().nextAfter
    if (after === null) return
    await this.#extend("newer", async () => ({
      ...(await this.#query({ after, limit: NEXT_MESSAGES })),
      type: "newer",
      after,
    }))
  }

  /** A response still to come is ignored: it may lack what happened without a subscription. */
  cancel() {
    this.#replacements++
  }

  #query(page: Page) {
    const { client, roomId } = this.#options
    return client.messages.history.query({ roomId, ...page })
  }

  /** Only the response to the last request counts: an earlier one may lack what was received since. */
  async #replace(find: () => Promise<RoomAction | null>): Promise<boolean> {
    const { state, apply, report } = this.#options
    const own = ++this.#replacements
    try {
      const found = await find()
      if (own !== this.#replacements) return true
      report(null)
      if (found) apply(found)
      return found !== null
    } catch (error) {
      if (own !== this.#replacements) return true
      report(error)
      if (state().deleted) return true
      await new Promise((resolve) => setTimeout(resolve, RELOAD_MS))
      return own === this.#replacements ? this.#replace(find) : true
    }
  }

  async #extend(direction: Direction, find: () => Promise<RoomAction>) {
    const { apply, report } = this.#options
    if (this.#extending.has(direction)) return
    this.#extending.add(direction)
    const started = this.#replacements
    try {
      const page = await find()
      if (started === this.#replacements) apply(page)
      report(null)
    } catch (error) {
      report(error)
    } finally {
      this.#extending.delete(direction)
    }
  }
}
