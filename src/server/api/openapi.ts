/** The OpenAPI document beside the operations of rest-operations.ts, made fit for generated clients. */
import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger"
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod"

export const openapiOf = (version: string, basePath: string): FastifyDynamicSwaggerOptions => ({
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Confab",
      version,
      summary: "Chat rooms over plain HTTP.",
      description:
        "What is sent here is heard through every other door. An answer of 201 says that it is durable.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: basePath === "/" ? "/" : basePath.slice(0, -1), description: "this server" }],
    security: [],
    tags: [
      { name: "rooms", description: "Where people talk" },
      { name: "messages", description: "What they say" },
    ],
  },
  transform: jsonSchemaTransform,
  transformObject: (document) => tidy(jsonSchemaTransformObject(document)),
})

type Document = ReturnType<typeof jsonSchemaTransformObject>

const REFERENCE = "#/components/schemas/"

/** Zod's schemas are named twice, for input (`NewRoomInput`) and output (`NewRoom`), and each of ours is only one of them. */
function tidy(document: Document): Document {
  if (!("components" in document)) return document
  const paths = JSON.stringify(document.paths)
  const used = Object.entries(document.components?.schemas ?? {})
    .filter(([name]) => paths.includes(`"${REFERENCE}${name}"`))
    .map(([name, schema]) => [plain(name), schema])
  const components = { schemas: Object.fromEntries(used) }
  return JSON.parse(JSON.stringify({ ...document, components }), tidied)
}

function tidied(key: string, value: unknown) {
  if (key === "$ref") return plain(String(value))
  if (key === "additionalProperties" && value === false) return
  // A generator would take it for a field that has to be there.
  if (key === "default" && value === null) return
  if (isTime(value)) return { ...value, pattern: undefined }
  return value
}

const isTime = (value: unknown): value is { format: string } =>
  typeof value === "object" && value !== null && "format" in value && value.format === "date-time"

const plain = (name: string) => name.replace(/Input$/, "")
