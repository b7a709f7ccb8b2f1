import type { Dialect } from "./dialect.ts"
import { floor } from "./floor.ts"
import { raw } from "./raw.ts"
import { socketIo } from "./socket-io.ts"
import { trpc } from "./trpc.ts"

export const dialects = { raw, trpc, socketIo, floor } satisfies Record<string, Dialect>
export type DialectName = keyof typeof dialects
