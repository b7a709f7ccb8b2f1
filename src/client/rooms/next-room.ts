type Step = { step: 1 | -1; wanted: (roomId: number) => boolean }

/** The next wanted room in one direction, wrapping around; null where there is no other. */
export function nextRoom(roomIds: number[], from: number | null, { step, wanted }: Step) {
  const { length } = roomIds
  const at = from === null ? -1 : roomIds.indexOf(from)
  // From no room, the first is next and the last is previous.
  const start = at === -1 && step === -1 ? length : at
  for (let far = 1; far <= length; far++) {
    const roomId = roomIds.at((start + far * step) % length)
    if (roomId !== undefined && roomId !== from && wanted(roomId)) return roomId
  }
  return null
}
