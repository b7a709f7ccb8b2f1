/** What cannot be measured on one machine. Whoever knows better changes it here. */

/** One way between two machines of a data centre, and how much ways differ (the sigma of their logarithm). */
export const HOP_MILLIS = 0.25
export const HOP_SPREAD = 0.3
/** Of regions far from each other: longer ways, which differ less. */
export const FAR_SPREAD = 0.05

/** How often somebody comes and goes, for every one who is there. */
export const STAY_SECONDS = 600
/** A sign of life to a connection and back costs as much as two writes. */
export const PING_WRITES = 2
/** To turn away a connection that comes when there are too many. */
export const REFUSE_MICROS = 50
/** Of a machine that serves, how much of a core may be busy before queues grow long. */
export const BUSY_SHARE_MAX = 0.5
