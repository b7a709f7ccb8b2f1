/**
 * A change is made now or not at all: a room must not be created minutes after its creator gave up. Only messages may
 * wait, because their client id makes sending them again harmless.
 */
import { type Operation, TRPCClientError, type TRPCLink } from "@trpc/client"
import { observable } from "@trpc/server/observable"
import type { AppRouter } from "../../server/api/trpc/router.ts"
import type { Connection } from "./connection.ts"

/** For the first connection; a lost one is not waited for. */
const WAIT_MS = 10_000

/** The `cause` of a change refused by the client: there was no connection, and nothing was done. */
export class NotConnected extends Error {
  constructor() {
    super("there is no connection: nothing was done")
    this.name = "NotConnected"
  }
}

/** Repeating it has no second effect. */
export const isRepeatable = ({ type, path }: Pick<Operation, "type" | "path">): boolean =>
  type === "query" || path === "messages.send"

export function changesLink(connection: Connection): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const begin = () => next(op).subscribe(observer)
        const fail = (why: Error) => observer.error(TRPCClientError.from(why))
        if (op.type !== "mutation" || isRepeatable(op)) return begin()
        return change(connection, { begin, fail })
      })
}

type Begun = { unsubscribe(): void }
type Change = { begin(): Begun; fail(why: Error): void }

/** Ends with its connection: what was not sent by then never is. The returned function cancels it. */
function change(connection: Connection, { begin, fail }: Change) {
  let begun: Begun | undefined
  const late = setTimeout(() => begun || fail(new NotConnected()), WAIT_MS)
  const leave = connection.subscribe(look)
  look()

  function look() {
    const { status } = connection.state()
    if (status === "open" || status === "closed") begun ??= begin()
    else if (begun) fail(new Error("the connection was lost on the way"))
    else if (status === "waiting" || connection.wasOpen()) fail(new NotConnected())
  }

  return () => {
    clearTimeout(late)
    leave()
    begun?.unsubscribe()
  }
}
