import type { TRPCClientOutgoingMessage } from "@trpc/server/rpc"

export type Call = TRPCClientOutgoingMessage
export type CallHeader = { id: Call["id"]; jsonrpc?: Call["jsonrpc"] | undefined }
