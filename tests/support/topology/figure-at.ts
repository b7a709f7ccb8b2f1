/** What the nodes' metrics are asked with. */
export const metricsToken = "s3cret"

/** What a node has counted since its start; 0 too where it does not answer. */
export async function figureAt(node: string, name: string): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` }
  const asked = await fetch(`${node}/metrics`, { headers }).catch(() => null)
  const lines = ((await asked?.text()) ?? "").split("\n")
  const found = lines.find((line) => line.startsWith(`${name} `))
  return Number(found?.slice(name.length) ?? 0)
}
