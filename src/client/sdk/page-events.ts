/** What a browser reports of its network, and of whether its page is seen. A program without a page receives nothing. */

type PageHandlers = {
  /** The network may be lost. */
  doubt(): void
  /** The network or the reader may be back: no time to wait any longer. */
  hurry(): void
}

/** Returns the function that stops it. */
export function onPageEvents({ doubt, hurry }: PageHandlers): () => void {
  const ended = new AbortController()
  const listen = (target: Partial<EventTarget>, type: string, act: (event: Event) => void) =>
    target.addEventListener?.(type, act, { signal: ended.signal })

  listen(globalThis, "offline", doubt)
  listen(globalThis, "online", hurry)
  listen(globalThis, "pageshow", (event) => "persisted" in event && event.persisted && hurry())
  if (typeof document !== "undefined") {
    listen(document, "visibilitychange", () => isSeen() && hurry())
    listen(document, "resume", hurry)
  }
  return () => ended.abort()
}

/** True for a program without a page. */
export const isSeen = (): boolean =>
  typeof document === "undefined" || document.visibilityState !== "hidden"
