/** Whose pages may speak to this server: its own, and those of the allow list. */
export type OriginRules = { corsOrigins: string[]; publicUrl?: string | null }

export function createOriginRule({ corsOrigins, publicUrl }: OriginRules) {
  const known = new Set([...corsOrigins, publicUrl && new URL(publicUrl).origin])

  /** True without an origin too: only browsers send one, and only they can be made to ask on another site's behalf. */
  return function isWelcome(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || known.has("*") || known.has(origin)) return true
    const from = URL.parse(origin)
    // Read with the origin's scheme, so that a port that goes without saying may be said.
    return from !== null && from.host === URL.parse(`${from.protocol}//${host}`)?.host
  }
}
