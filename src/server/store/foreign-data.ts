export class ForeignData extends Error {
  constructor(where: string, why?: string) {
    super(`${where} belongs to another program${why ? `: ${why}` : ""}`)
  }
}
