/** Reads a request for server-sent events as tRPC's own adapters do. */
import type { IncomingMessage } from "node:http"
import { TRPCError } from "@trpc/server"
import { parseConnectionParamsFromString } from "@trpc/server/http"
import { messageOf } from "../../../shared/errors.ts"
import { requestedUrl } from "../upgrade.ts"
import { withLastEventId } from "./calls.ts"
import { appRouter } from "./router.ts"

const JSON_LINES = "application/jsonl"

/** True for one subscription that can be answered so; the stock adapter answers or refuses all else. */
export function asksForEventStream(path: string, request: IncomingMessage): boolean {
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

export function rawInputOf(request: IncomingMessage): unknown {
  const text = queryOf(request).get("input")
  try {
    return withLastEventId(text ? JSON.parse(text) : undefined, lastEventIdOf(request))
  } catch (cause) {
    throw new TRPCError({ code: "BAD_REQUEST", message: messageOf(cause), cause })
  }
}

/** EventSource sends the last one it received in the header; the query has the one the client began with. */
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
