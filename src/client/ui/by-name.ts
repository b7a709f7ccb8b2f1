import { once } from "./once.ts"

const collator = once(() => new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }))

/** For sorting names as people do. */
export const byName = (a: string, b: string) => collator().compare(a, b)
