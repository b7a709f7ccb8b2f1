import type { Random } from "./random.ts"

export type Attendance = ReturnType<typeof placePeople>
export type Place = { people: number; rooms: number; nodes: number; isByRoom: boolean }

/** Everybody in a room and at a node: at any node, or at the one that their room belongs to. */
export function placePeople({ people, rooms, nodes, isByRoom }: Place, random: Random) {
  const counts = new Uint16Array(rooms * nodes)
  const seats = new Uint32Array(people)
  for (let person = 0; person < people; person++) {
    const room = random.below(rooms)
    const seat = room * nodes + (isByRoom ? room % nodes : random.below(nodes))
    seats[person] = seat
    counts[seat] = (counts[seat] ?? 0) + 1
  }
  const taken: number[] = []
  for (const [seat, count] of counts.entries()) if (count > 0) taken.push(seat)

  return {
    /** Every pair of a room and a node that has somebody of it. */
    pairs: taken.length,
    anyone: () => placeOf(seats[random.below(people)] as number),
    anyPair: () => placeOf(taken[random.below(taken.length)] as number),
    /** How many of a room are at each node. */
    listeners,
    /** Those that have anybody of it. */
    nodes(room: number): number[] {
      const found: number[] = []
      for (let node = 0; node < nodes; node++)
        if ((counts[room * nodes + node] ?? 0) > 0) found.push(node)
      return found
    },
  }

  function listeners(room: number) {
    return counts.subarray(room * nodes, (room + 1) * nodes)
  }

  function placeOf(seat: number) {
    return { room: Math.floor(seat / nodes), node: seat % nodes }
  }
}

/** The pairs to be expected, by arithmetic alone: a seat stays empty when everybody missed it. */
export function expectedPairs({ people, rooms, nodes, isByRoom }: Place): number {
  const seats = isByRoom ? rooms : rooms * nodes
  return seats * (1 - (1 - 1 / seats) ** people)
}
