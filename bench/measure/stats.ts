/** The smallest value that at least `share` (0 to 1) of the values do not exceed. NaN for none. */
export function percentile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort()
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** The rounds of each contestant, one sample a round, in the order in which they were taken. */
export type Rounds<Sample> = Map<string, Sample[]>

export function addRound<Sample>(rounds: Rounds<Sample>, name: string, sample: Sample) {
  rounds.set(name, [...(rounds.get(name) ?? []), sample])
}

type Pick<Sample> = (sample: Sample) => number

export function medianOf<Sample>(rounds: Rounds<Sample>, name: string, pick: Pick<Sample>) {
  return median((rounds.get(name) ?? []).map(pick))
}

/** The median of the rounds' own ratios, as what disturbs a round disturbs both. NaN where one did not take part. */
export function ratioOf<Sample>(
  rounds: Rounds<Sample>,
  [above, below]: [string, string],
  pick: Pick<Sample>,
) {
  const others = rounds.get(below) ?? []
  const own = rounds.get(above) ?? []
  return median(
    own.flatMap((sample, i) => others.slice(i, i + 1).map((o) => pick(sample) / pick(o))),
  )
}
