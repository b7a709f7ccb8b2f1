import type { Person } from "./person.ts"

/** Two people in one room. */
export async function meet(person: (name: string) => Promise<Person>) {
  const ann = await person("ann")
  await ann.createRoom("lobby")
  const bo = await person("bo")
  await bo.enter("lobby")
  return { ann, bo }
}
