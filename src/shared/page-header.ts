/** What tells the app's page from whatever else may answer at its address, as a proxy that wants somebody to sign in. */
export const PAGE_HEADER = "x-confab"
