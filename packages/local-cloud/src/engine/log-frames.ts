/** Streams of a container in Docker's log protocol. */
export const STDOUT = 1;
export const STDERR = 2;

const FRAME_HEADER_BYTES = 8;

/** One frame of Docker's multiplexed log stream: the stream, three zero bytes, the length, the bytes. */
export function logFrame(stream: typeof STDOUT | typeof STDERR, data: Buffer): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

/** The text of whole frames, without their headers. */
export function framedText(frames: Buffer): string {
  const parts: Buffer[] = [];
  for (let start = 0; start + FRAME_HEADER_BYTES <= frames.length; ) {
    const end = start + FRAME_HEADER_BYTES + frames.readUInt32BE(start + 4);
    parts.push(frames.subarray(start + FRAME_HEADER_BYTES, end));
    start = end;
  }
  return Buffer.concat(parts).toString("utf8").trim();
}
