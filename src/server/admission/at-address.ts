/** What a name is counted by where it is free to all: an address has no spaces. */
export const atAddress = (key: string, address: string) => `${address} ${key}`
