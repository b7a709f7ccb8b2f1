/** `page` is how many rooms are in view at once. */
type ListPosition = { at: number; count: number; page: number }

/** The place in the list a key leads to; undefined for any other key. */
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
