/**
 * Whether a socket still reaches the server. A train in a tunnel or a VPN that ends says no goodbye, so the server is
 * asked for a sign of life, and a socket that brings none in time is lost.
 */

/** Together at most so long a dead line passes for a good one. */
const QUIET_MS = 5_000
const ANSWER_MS = 4_000
/** The same where there is reason to doubt. */
const PROBE_MS = 2_000
/** Doubt that comes again and again makes no flood, and puts nothing off. */
const PROBE_INTERVAL_MS = 500
/** What is heard shows that the server reaches us; only an answer, that we reach it. */
const ANSWER_MS_MAX = 10_000
/** A timer later than this says that the machine slept, or the page was frozen: time that no answer could come in. */
const LATE_MS = 2_000

type Line = { ask(): void; lose(): void }

/** Of a socket that is open. */
export function createPulse({ ask, lose }: Line) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let heardAt = 0
  let probedAt = 0
  let isProbed = false
  let over = false

  function after(ms: number, act: (isLate: boolean) => void) {
    clearTimeout(timer)
    if (over) return
    const due = Date.now() + ms
    timer = setTimeout(() => act(Date.now() - due > LATE_MS), ms)
  }

  function rest() {
    isProbed = false
    after(QUIET_MS, (isLate) => doubt(isLate ? PROBE_MS : ANSWER_MS))
  }

  /** Who slept through the answer is given a second chance to hear it. */
  function doubt(patience: number, isSecond = false) {
    const askedAt = Date.now()
    const look = (isLate: boolean) => {
      const latest = Math.min(Math.max(heardAt, askedAt) + patience, askedAt + ANSWER_MS_MAX)
      if (latest > Date.now()) after(latest - Date.now(), look)
      else if (isLate && !isSecond) doubt(PROBE_MS, true)
      else lose()
    }
    ask()
    after(patience, look)
  }

  rest()
  return {
    heard() {
      heardAt = Date.now()
    },
    answered: rest,
    probe() {
      if (isProbed || Date.now() - probedAt < PROBE_INTERVAL_MS) return
      isProbed = true
      probedAt = Date.now()
      doubt(PROBE_MS)
    },
    stop() {
      over = true
      clearTimeout(timer)
    },
  }
}
