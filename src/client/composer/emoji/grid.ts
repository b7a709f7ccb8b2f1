export const COLUMNS = 8

export const inRows = <T>(cells: T[]): T[][] =>
  Array.from({ length: Math.ceil(cells.length / COLUMNS) }, (_, row) =>
    cells.slice(row * COLUMNS, (row + 1) * COLUMNS),
  )

type Where = { place: number; count: number; isRtl: boolean }

/** Where a key leads: negative above the first row, null for any other key. */
export function placeAfter(key: string, { place, count, isRtl }: Where): number | null {
  const forward = isRtl ? -1 : 1
  const steps: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: COLUMNS,
    ArrowUp: -COLUMNS,
    Home: -place,
    End: count - 1 - place,
  }
  const step = steps[key]
  if (step === undefined) return null
  const next = place + step
  if (key === "ArrowUp" && next < 0) return -1
  return Math.min(Math.max(next, 0), count - 1)
}
