/** A proxy may strip the base path of a request or leave it on: the routes know nothing of it. */
export const createStripBasePath = (basePath: string) => (target: string) =>
  target.startsWith(basePath) ? target.slice(basePath.length - 1) : target

export type StripBasePath = ReturnType<typeof createStripBasePath>
