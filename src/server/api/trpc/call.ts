import type { TRPCClientOutgoingMessage } from "@trpc/server/rpc"

export type Call = TRPCClientOutgoingMessage
/** What an answer repeats of its call. */
export type CallHeader = { id: Call["id"]; jsonrpc?: Call["jsonrpc"] | undefined }
