/**
 * Lets the pictures of the app be taken at the same minute of the same morning. As a module that Node loads first it
 * moves a server's clock by CLOCK_SHIFT_MS; a page is given the function.
 */
export function shiftClock(ms: number) {
  const Shifted = new Proxy(Date, {
    construct: (target, given) =>
      given.length === 0 ? new target(target.now() + ms) : Reflect.construct(target, given),
    get: (target, name) => (name === "now" ? () => target.now() + ms : Reflect.get(target, name)),
  })
  globalThis.Date = Shifted
}

if (typeof process !== "undefined" && process.env.CLOCK_SHIFT_MS)
  shiftClock(Number(process.env.CLOCK_SHIFT_MS))
