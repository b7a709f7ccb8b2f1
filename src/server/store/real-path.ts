import { existsSync, realpathSync } from "node:fs"

/** Behind a link lies the same data: it needs the same lock, and a rewrite must not replace the link. */
export const realPath = (path: string): string => (existsSync(path) ? realpathSync(path) : path)
