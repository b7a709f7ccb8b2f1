/** The server's own bounds, each with its unit in its name; those that clients meet are in src/shared/limits.ts. */

export const ROOMS_MAX = 10_000

export const TYPING_REPEAT_MS = 1_000
/** A connection without a sign of life for this long no longer makes its person present. */
export const PRESENCE_LEASE_MS = 45_000
export const USERS_LIST_INTERVAL_MS = 1_000
/** Activity is published at most this often, of so many rooms at a time… */
export const ACTIVITY_INTERVAL_MS = 1_000
export const ACTIVITY_ROOMS_MAX = 200
/** …while so many may wait; activity of others is dropped. */
export const ACTIVITY_WAITING_MAX = 2_000

export const HEADERS_MAX = 100
/** Also of a batch: a page of the largest messages fits. */
export const ANSWER_BYTES_MAX = 8 * 1024 * 1024
/** What clients may leave unread all together is one part in so many of the heap… */
export const UNREAD_HEAP_PARTS = 10
/** …within these bounds. */
export const UNREAD_BYTES_MIN = 16 * 1024 * 1024
export const UNREAD_BYTES_MAX = 512 * 1024 * 1024
export const UNCOUNTED_BYTES_MAX = 16 * 1024
/** Of one unsent piece of bytes, beside them. */
export const UNSENT_PIECE_BYTES = 500
/** When there is too much, connections are cut that have left something unread for so long. */
export const UNREAD_GRACE_MS = 250
/** A read waits for its turn and for memory, checked this often; then it is refused. */
export const READ_WAIT_MS_MAX = 5_000
export const ROOM_RETRY_MS = 50
export const READ_REST_MS_MAX = 50
/** Of one connection, and what one takes beside its head while it waits. */
export const PIPELINED_REQUESTS_MAX = 1_000
export const WAITING_REQUEST_BYTES = 8 * 1024
/** A larger body counts as held until its request is answered. */
export const SMALL_BODY_BYTES = 4 * 1024
export const FRAGMENTS_MAX = 512
export const BUFFERED_CHUNKS_MAX = 256
/** Queries of one socket: with more of them nothing is read from it, until so few are left. */
export const QUESTIONS_WAITING_MAX = 8
export const QUESTIONS_WAITING_FEW = 4
export const SUBSCRIBE_BURST_PER_ADDRESS = 10_000
export const SUBSCRIBES_PER_SECOND_PER_ADDRESS = 100
/** Of all sockets in one turn of the event loop; others wait for the next. */
export const TURN_CALLS_MAX = 300
/** So many bytes of a frame cost as much as one more call; a subscription costs so many calls. */
export const FRAME_BYTES_A_CALL = 8 * 1024
export const SUBSCRIBE_CALLS = 3
/** Of a waiting frame beside its text. A larger one counts as held until it is answered, so many times. */
export const WAITING_FRAME_BYTES = 1024
export const SMALL_FRAME_BYTES = 4 * 1024
export const LARGE_FRAME_COST = 8
/** How often unfinished messages are counted, and what each piece of one takes beside its bytes. */
export const UNFINISHED_LOOK_MS = 500
export const PIECE_BYTES = 400
/** A socket or event stream with more than this unsent is closed; it resumes by seq. */
export const OUTBOX_BYTES_MAX = 1024 * 1024
export const OUTBOX_WATCH_MS = 1_000
/** One answer may be larger than that: so long it may take to be read. */
export const ANSWER_READ_MS_MAX = 30_000
export const OUTBOX_FLEETING_BYTES_MAX = 256 * 1024
export const FLUSH_WAIT_MS_MAX = 5
export const FLEETING_READERS_PER_MS = 10
export const FLEETING_WAIT_MS_MAX = 1_000
/** With more people present, only newcomers get the list of them. */
export const USERS_LISTED_TO_ALL_MAX = 1_000

/** Of one room, for clients that resume; also bounded for all rooms together… */
export const RING_EVENTS_MAX = 500
export const RING_BYTES_MAX = 4 * 1024 * 1024
export const RINGS_BYTES_MAX = 64 * 1024 * 1024
/** …or, where that is less, one part in so many of the heap. */
export const RINGS_HEAP_PARTS = 10
/** A save of the JSON store holds its contents, a copy of them, and the text. */
export const JSON_HEAP_PARTS = 8
export const RING_KEEP_MS = 60_000
export const FILL_RETRY_MS = 1_000

/** How often each node compares how far the rooms' logs reach; while the bus is away… */
export const HEAD_CHECK_MS = 2_000
export const HEAD_CHECK_ALONE_MS = 1_000
export const HEADS_AT_ONCE_MAX = 1_000
export const LIST_CHECK_ALONE_MS = 5_000
export const PEOPLE_BEAT_MS = 15_000
export const PEOPLE_WAIT_MS = 250
export const BUS_UNSENT_BYTES_MAX = 16 * 1024 * 1024
/** The bus is pinged this often, and is away when no answer comes for so long. */
export const BUS_PING_MS = 1_000
export const BUS_SILENCE_MS_MAX = 3_000
export const BUS_DEAD_MS_MAX = 10_000
/** How long the bus may take to be reached at the start, and the longest wait before a retry later. */
export const BUS_CONNECT_MS_MAX = 5_000
export const BUS_RETRY_MS_MAX = 5_000
export const BUS_CLOSE_MS_MAX = 1_000
export const RATE_WAIT_MS = 250

export const HELLO_WAIT_MS = 5_000
export const PING_INTERVAL_MS = 10_000
/** An event stream that makes its client present ends after this at the latest, to be resumed… */
export const STREAM_LEASE_MS = 30_000
/** …so long after; a client that lost its stream waits longer, up to twice the second. */
export const STREAM_COMEBACK_MS = 100
export const STREAM_RETRY_MS = 1_000
/** An HTTP connection that took nothing of its answer between two checks is cut. */
export const STALLED_CHECK_MS = 15_000
/** A socket silent for longer is dead, found at the next ping; a stream that reads nothing, one such time later. */
export const SILENCE_MS_MAX = 30_000
export const DRAIN_ANSWER_MS = 1_000
export const DRAIN_GRACE_MS = 3_000

export const SEND_BURST = 20
export const SEND_PER_SECOND = 5
export const SEND_BURST_PER_ADDRESS = 500
export const SENDS_PER_SECOND_PER_ADDRESS = 100
export const CREATE_BURST = 200
export const CREATE_PER_SECOND = 5
/** WebSockets of an address: many people may share one, and all of them reconnect after a restart. */
export const UPGRADE_BURST = 500
export const UPGRADES_PER_SECOND = 50
/** Of a name from one address; more is dropped. */
export const TYPING_BURST = 10
export const TYPING_PER_SECOND = 2
export const TYPING_BURST_PER_ADDRESS = 200
export const TYPINGS_PER_SECOND_PER_ADDRESS = 40
export const CONNECTIONS_PER_ADDRESS_MAX = 5_000
export const SOCKETS_PER_ADDRESS_MAX = 1_200
export const SUBSCRIPTIONS_PER_ADDRESS_MAX = 5_000
export const ADDRESS_FULL_RETRY_MS = 5_000
/** Lists, pages of history, beginnings of subscriptions: all apps of an office reconnect at once. */
export const READ_BURST_PER_ADDRESS = 5_000
export const READS_PER_SECOND_PER_ADDRESS = 200
/** Over tRPC, by HTTP and sockets together: all calls of an office that reconnects. */
export const CALL_BURST_PER_ADDRESS = 25_000
export const CALLS_PER_SECOND_PER_ADDRESS = 1_000
/** Of a socket: far beyond what people and programs do, far below what hurts others. */
export const FRAME_BURST = 500
export const FRAMES_PER_SECOND = 100
/** A raw socket that goes on after so many refusals in a row is closed. */
export const FLOOD_REFUSALS_MAX = 20

/** `/readyz` waits so long for the database before it answers with what is known… */
export const READY_WAIT_MS = 100
/** …and this long without any answer means that the database is away. */
export const STORE_SILENCE_MS_MAX = 5_000
export const ANSWERS_GATHER_MS_MAX = 5
/** A warning is due when more than this share of descriptors or heap is used… */
export const RESOURCE_SHARE_MAX = 0.8
/** …or less than both of these is free of the disk. */
export const DISK_FREE_SHARE_MIN = 0.1
export const DISK_FREE_BYTES_MIN = 10 * 1024 * 1024 * 1024
/** How often resources are checked, and how often a warning is repeated while it lasts. */
export const RESOURCE_LOOK_MS = 10_000
export const RESOURCE_REMIND_MS = 10 * 60_000

/** The store answers, or refuses, within this. What follows holds for Postgres, and adds up to less. */
export const STORE_WAIT_MS_MAX = 5_000
export const STORE_CONNECT_MS_MAX = 2_000
export const STORE_CONNECTIONS_MAX = 8
/** Postgres gives up a statement after the first, and we its connection after the second. */
export const STORE_STATEMENT_MS_MAX = 3_000
export const STORE_QUERY_MS_MAX = 3_500
/** A node that froze in a transaction loses it, before others wait too long for its rooms. */
export const STORE_OPEN_TRANSACTION_MS_MAX = 2_000
export const STORE_LOCK_MS_MAX = 2_500
/** Half of it to wait for another node that migrates. */
export const STORE_MIGRATION_MS_MAX = 120_000
export const STORE_CLOSE_MS_MAX = 1_000
export const APPENDS_WAITING_MAX = 20_000
/** One transaction that fails refuses all of them. */
export const BATCH_DRAFTS_MAX = 1_000
export const COPY_PAGE_ROWS_MAX = 1_000
