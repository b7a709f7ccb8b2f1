/**
 * Whether an open socket still reaches the server. A train in a tunnel or a VPN that ends closes nothing, so the server
 * is pinged, and a socket that brings no answer in time is lost.
 */

/** Together the longest time a dead socket passes for a good one. */
const QUIET_MS = 5_000
const ANSWER_MS = 4_000
/** The same where there is reason to doubt. */
const PROBE_MS = 2_000
/** Repeated doubt makes no flood, and puts nothing off. */
const PROBE_INTERVAL_MS = 500
/** What is received shows that the server reaches us; only an answer, that we reach it. */
const ANSWER_MS_MAX = 10_000
/** A timer later than this means that the machine slept or the page was frozen: no answer could be received meanwhile. */
const LATE_MS = 2_000

type Socket = { ping(): void; lose(): void }

export function createHeartbeat({ ping, lose }: Socket) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let receivedAt = 0
  let probedAt = 0
  let isProbed = false
  let isStopped = false

  function after(ms: number, act: (isLate: boolean) => void) {
    clearTimeout(timer)
    if (isStopped) return
    const due = Date.now() + ms
    timer = setTimeout(() => act(Date.now() - due > LATE_MS), ms)
  }

  function rest() {
    isProbed = false
    after(QUIET_MS, (isLate) => expectAnswer(isLate ? PROBE_MS : ANSWER_MS))
  }

  /** An answer that was slept through gets a second chance. */
  function expectAnswer(withinMs: number, isSecond = false) {
    const pingedAt = Date.now()
    const check = (isLate: boolean) => {
      const latest = Math.min(Math.max(receivedAt, pingedAt) + withinMs, pingedAt + ANSWER_MS_MAX)
      if (latest > Date.now()) after(latest - Date.now(), check)
      else if (isLate && !isSecond) expectAnswer(PROBE_MS, true)
      else lose()
    }
    ping()
    after(withinMs, check)
  }

  rest()
  return {
    received() {
      receivedAt = Date.now()
    },
    answered: rest,
    probe() {
      if (isProbed || Date.now() - probedAt < PROBE_INTERVAL_MS) return
      isProbed = true
      probedAt = Date.now()
      expectAnswer(PROBE_MS)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
