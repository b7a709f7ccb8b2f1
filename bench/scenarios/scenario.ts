import type { Goal, Table } from "../measure/report.ts"

export type Options = {
  rounds: number
  /** Of one measurement: of one contestant in one round. */
  seconds: number
}

export type Scenario = {
  name: string
  /** Results are kept for each by itself: a run of one leaves those of the others as they are. */
  about: "server" | "cluster" | "app"
  title: string
  /** What is measured and how, for whoever reads the figures. */
  how: string
  run(options: Options): Promise<{ tables: Table[]; goals: Goal[] }>
}

/** What goes on, for whoever waits; the figures go to standard output. */
export const tell = (line: string) => console.error(`  ${line}`)
