/** What a browser knows of its network, and whether its page is looked at. Programs without a page hear nothing. */

type Surroundings = {
  /** The network may be gone. */
  doubt(): void
  /** It may be back, or somebody is: no time to wait any longer. */
  hurry(): void
}

/** The answer stops it. */
export function onSurroundings({ doubt, hurry }: Surroundings): () => void {
  const ended = new AbortController()
  const hear = (target: Partial<EventTarget>, type: string, act: (event: Event) => void) =>
    target.addEventListener?.(type, act, { signal: ended.signal })

  hear(globalThis, "offline", doubt)
  hear(globalThis, "online", hurry)
  hear(globalThis, "pageshow", (event) => "persisted" in event && event.persisted && hurry())
  if (typeof document !== "undefined") {
    hear(document, "visibilitychange", () => isSeen() && hurry())
    hear(document, "resume", hurry)
  }
  return () => ended.abort()
}

/** A program without a page is always about its business. */
export const isSeen = (): boolean =>
  typeof document === "undefined" || document.visibilityState !== "hidden"
