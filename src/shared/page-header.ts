/** Distinguishes the app's page from what else may answer at its address, as the sign-in page of a proxy. */
export const PAGE_HEADER = "x-confab"
