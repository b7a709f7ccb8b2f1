import { protocolContract } from "../contracts/protocol.contract.ts"
import { rawSocket, rest, trpcOverHttp, trpcOverWebSocket } from "../support/visitors.ts"

for (const door of [rest, trpcOverHttp, trpcOverWebSocket, rawSocket]) protocolContract(door)
