/** What a scenario found: tables and goals, as the Markdown that is printed and kept in README.md. */
export type Table = { title: string; columns: string[]; rows: string[][] }

/** `bound` is the most for "at most", the least for "at least". A NaN could not be measured on this machine. */
export type Goal = {
  what: string
  measured: number
  must: "at most" | "at least"
  bound: number
  unit: string
}

export type Report = { title: string; how: string; tables: Table[]; goals: Goal[] }

export const atMost = (bound: number, unit = "×") => ({ must: "at most" as const, bound, unit })
export const atLeast = (bound: number, unit = "×") => ({ must: "at least" as const, bound, unit })

/** Three significant digits, thousands apart. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–"
  const rounded = value >= 1000 ? Math.round(value) : Number(value.toPrecision(3))
  return rounded.toLocaleString("en-US", { maximumFractionDigits: 6 })
}

export const megabytes = (bytes: number) => figure(bytes / 1e6)

export function reportMarkdown({ title, how, tables }: Report): string {
  const parts = tables.map(({ title, ...table }) => `${title}\n\n${tableMarkdown(table)}`)
  return [`### ${title}`, how, ...parts].join("\n\n")
}

export function goalsMarkdown(goals: Goal[]): string {
  const rows = goals.map((goal) => [
    goal.what,
    `${goal.must} ${amount(goal.bound, goal)}`,
    ...verdict(goal),
  ])
  return `### Goals\n\n${tableMarkdown({ columns: ["goal", "wanted", "measured", "met"], rows })}`
}

function verdict(goal: Goal): [string, string] {
  const { measured, must, bound } = goal
  if (Number.isNaN(measured)) return ["–", "not measured"]
  const isMet = must === "at most" ? measured <= bound : measured >= bound
  return [amount(measured, goal), isMet ? "yes" : "**no**"]
}

const amount = (value: number, { unit }: Goal) =>
  unit === "×" ? `${figure(value)} ×` : `${figure(value)} ${unit}`

function tableMarkdown({ columns, rows }: Omit<Table, "title">): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`
  const rule = line(columns.map((_, at) => (at === 0 ? "---" : "---:")))
  return [line(columns), rule, ...rows.map(line)].join("\n")
}
