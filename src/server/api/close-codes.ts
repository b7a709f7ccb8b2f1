/** Why a socket is closed. Below 4000: the WebSocket protocol's own codes; from 4000: ours, after HTTP's statuses. */
export const closeCodes = {
  notText: 1003,
  broken: 1011,
  restarting: 1012,
  tooSlow: 1013,
  nameless: 4001,
  notAllowed: 4003,
  noRoom: 4004,
  flooding: 4029,
} as const
