/**
 * Where a proxy shares its address among several programs, this one lives under a path. The routes know nothing of it: it
 * is taken off what comes in, if the proxy left it on, and put before every address that goes out.
 */

/** Makes a function that takes the path off a target; targets that lie elsewhere are left as they are. */
export const createBaseRule = (basePath: string) => (target: string) =>
  target.startsWith(basePath) ? target.slice(basePath.length - 1) : target

export type BaseRule = ReturnType<typeof createBaseRule>
