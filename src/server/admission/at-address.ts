/** What a person is counted by where a name is free to all: an address has no spaces. */
export const atAddress = (personId: string, address: string) => `${address} ${personId}`
