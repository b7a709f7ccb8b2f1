/** `page` is how many rooms are seen at once. */
type ListPosition = { at: number; count: number; page: number }

/** The room a key leads to, by its place in the list, where the list ends at its ends; undefined for any other key. */
export function placeFor(key: string, { at, count, page }: ListPosition): number | undefined {
  const places: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  }
  const place = places[key]
  return place === undefined ? undefined : Math.max(0, Math.min(place, count - 1))
}
