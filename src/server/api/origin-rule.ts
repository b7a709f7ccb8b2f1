export type OriginRuleOptions = { corsOrigins: string[]; publicUrl?: string | null }

export function createOriginRule({ corsOrigins, publicUrl }: OriginRuleOptions) {
  const known = new Set([...corsOrigins, publicUrl && new URL(publicUrl).origin])

  /** True without an origin: only browsers send one, and only they can be made to ask on another site's behalf. */
  return function isOriginAllowed(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || known.has("*") || known.has(origin)) return true
    const from = URL.parse(origin)
    // Parsed with the origin's scheme, so that its default port may be written or not.
    return from !== null && from.host === URL.parse(`${from.protocol}//${host}`)?.host
  }
}
