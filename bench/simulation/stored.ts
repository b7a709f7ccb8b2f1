/** One figure out of the results that the bench keeps in README.md. */
type Place = { section: string; table: string; row: string; column: string }

/** Throws where there is no such figure, so that nothing is ever calculated from a missing one. */
export function storedFigure(results: string, { section, table, row, column }: Place): number {
  const lines = after(after(results.split("\n"), `### ${section}`), table)
  const [head = "", , ...rows] = lines.slice(lines.findIndex((line) => line.startsWith("|")))
  const cells = cellsOf(rows.find((line) => cellsOf(line)[0] === row) ?? "")
  const value = Number(cells[cellsOf(head).indexOf(column)]?.replaceAll(",", ""))
  if (Number.isFinite(value)) return value
  throw new Error(`the results have no "${column}" of "${row}" in "${section}", "${table}"`)
}

function after(lines: string[], title: string): string[] {
  const at = lines.findIndex((line) => line.startsWith(title))
  if (at === -1) throw new Error(`the results have no "${title}"`)
  return lines.slice(at + 1)
}

const cellsOf = (line: string) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim())
