/** tRPC's own client over HTTP alone: subscriptions as server-sent events, by the EventSource of a package. */
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from "@trpc/client"
import { EventSource } from "eventsource"
import type { AppRouter } from "../../src/client/sdk/index.ts"

export function createHttpClient(server: string, username?: string) {
  const url = `${server}/trpc`
  const headers = username === undefined ? {} : { "x-confab-username": encoded(username) }
  const withName: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as object), ...headers } })
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: { fetch: withName as never },
        }),
        false: httpLink({ url, headers }),
      }),
    ],
  })
}

/** A name as a header's bytes. */
const encoded = (name: string) => Buffer.from(name).toString("latin1")
