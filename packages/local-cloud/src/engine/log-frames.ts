/** Streams of a container in Docker's log protocol. */
export const STDOUT = 1;
export const STDERR = 2;

export const FRAME_HEADER_BYTES = 8;

/** One frame of Docker's multiplexed log stream: the stream, three zero bytes, the length, the bytes. */
export function logFrame(stream: typeof STDOUT | typeof STDERR, data: Buffer): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}
