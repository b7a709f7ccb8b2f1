/** What a request for server-sent events asks, read as tRPC's own adapters read it. */
import type { IncomingMessage } from "node:http"
import { TRPCError } from "@trpc/server"
import { parseConnectionParamsFromString } from "@trpc/server/http"
import { messageOf } from "../../../shared/errors.ts"
import { requestedUrl } from "../upgrade.ts"
import { withLastEventId } from "./calls.ts"
import { appRouter } from "./router.ts"

const JSON_LINES = "application/jsonl"

/** True for one subscription that can be answered so; whatever else is asked the stock adapter knows how to refuse. */
export function asksForEvents(path: string, request: IncomingMessage): boolean {
  const query = queryOf(request)
  return (
    request.method === "GET" &&
    isSubscription(path) &&
    query.get("batch") !== "1" &&
    !asksForLines(request) &&
    isReadable(query.get("connectionParams"))
  )
}

/** By the flat record that tRPC keeps of a router, whatever its type says. */
const isSubscription = (path: string): boolean =>
  Reflect.get(appRouter._def.procedures, path)?._def.type === "subscription"

/** The procedure's input, with where the client left off. Throws BAD_REQUEST. */
export function rawInputOf(request: IncomingMessage): unknown {
  const text = queryOf(request).get("input")
  try {
    return withLastEventId(text ? JSON.parse(text) : undefined, lastEventIdOf(request))
  } catch (cause) {
    throw new TRPCError({ code: "BAD_REQUEST", message: messageOf(cause), cause })
  }
}

/** By the header EventSource gives back what it heard last; in the query is where the client began. */
function lastEventIdOf(request: IncomingMessage): string | undefined {
  const query = queryOf(request)
  const inQuery = query.get("lastEventId") ?? query.get("Last-Event-Id")
  return String(request.headers["last-event-id"] ?? inQuery ?? "") || undefined
}

function asksForLines({ headers }: IncomingMessage): boolean {
  const accepted = String(headers["trpc-accept"] ?? headers.accept ?? "").split(",")
  return accepted.some((type) => type.trim() === JSON_LINES)
}

function isReadable(params: string | null): boolean {
  try {
    if (params !== null) parseConnectionParamsFromString(params)
    return true
  } catch {
    return false
  }
}

const queryOf = (request: IncomingMessage): URLSearchParams =>
  requestedUrl(request)?.searchParams ?? new URLSearchParams()
