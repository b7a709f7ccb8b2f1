/** How much of a proof is run: a short form in `npm test`, the whole of it in `npm run test:long`. */
export const isLong = process.env.LONG === "on"

export const amount = (short: number, long: number): number => (isLong ? long : short)
