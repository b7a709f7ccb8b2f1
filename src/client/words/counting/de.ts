import { counting } from "./counting.ts"

export const { number, plural } = counting("de")
