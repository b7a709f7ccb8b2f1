/** Contestants with their crowds, all there for the whole scenario and measured in turn, round by round. */
import type { Plan } from "../load/plan.ts"
import { addRound, type Rounds } from "../measure/stats.ts"
import type { Contestant } from "../processes/server.ts"
import { type Crowding, type Match, type Sample, startMatch } from "./match.ts"
import { type Options, tell } from "./scenario.ts"

/** One after the other, so that they do not disturb each other's start. */
export async function startMatches(contestants: Contestant[], crowding: Crowding) {
  const matches: Match[] = []
  for (const contestant of contestants) matches.push(await startMatch(contestant, crowding))
  return matches
}

/** Measures every match with every plan, `rounds` times, then ends them; one `Rounds` for each plan. */
export async function duel<Plans extends Plan[]>(
  matches: Match[],
  plans: [...Plans],
  { rounds: count }: Options,
) {
  const found = plans.map((plan) => ({ plan, rounds: new Map() as Rounds<Sample> }))
  for (let round = 1; round <= count; round++)
    for (const match of matches)
      for (const { plan, rounds } of found) {
        const sample = await match.measure(plan)
        tell(`round ${round}, ${match.name}: ${summary(sample)}`)
        addRound(rounds, match.name, sample)
      }
  for (const match of matches) await match.stop()
  return found.map(({ rounds }) => rounds) as { [At in keyof Plans]: Rounds<Sample> }
}

const summary = ({ cpu, deliveries, messages, p99 }: Sample) =>
  `${cpu.toFixed(2)} CPU s per million deliveries, ${Math.round(deliveries)} deliveries/s, ` +
  `${Math.round(messages)} messages/s, p99 ${p99.toFixed(2)} ms`
