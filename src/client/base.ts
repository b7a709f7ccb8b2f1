/** Where the app lives on its server: several may share one, each under a path of its own. */

const basePath = /* @__PURE__ */ findBasePath()

/** The address of a path in the app, or of one of its files. */
export const addressOf = (path: string): string => basePath + path.slice(1)

/** The path in the app that an address leads to, null for one outside. */
export const pathAt = (pathname: string): string | null =>
  pathname.startsWith(basePath) ? pathname.slice(basePath.length - 1) : null

/** Browsers store by origin, which several apps may share: each uses names of its own. */
export const ownName = (name: string): string => (basePath === "/" ? name : basePath + name)

/** The page's script lies in a folder right below it. Outside a browser there is neither. */
function findBasePath(): string {
  if (typeof document === "undefined") return "/"
  const script = document.querySelector<HTMLScriptElement>("script[type=module]")
  return new URL("..", script?.src).pathname
}
