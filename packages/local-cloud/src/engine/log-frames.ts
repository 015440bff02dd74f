/** Streams of a container in Docker's log protocol. */
export const STDOUT = 1;
export const STDERR = 2;

const FRAME_HEADER_BYTES = 8;
const LINE_BREAK = 0x0a;
/** What CloudWatch Logs takes as one event. */
const LONGEST_LINE_BYTES = 256 * 1024;

/** One frame of Docker's multiplexed log stream: the stream, three zero bytes, the length, the bytes. */
export function logFrame(stream: typeof STDOUT | typeof STDERR, data: Buffer): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

/**
 * Cuts a program's output into frames of one line each, as Docker does: who reads them takes each for a message of its
 * own, while a pipe cuts lines and even characters anywhere.
 */
export class LineFramer {
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly stream: typeof STDOUT | typeof STDERR) {}

  /** Frames of the lines that are complete by now. */
  push(data: Buffer): Buffer[] {
    const frames: Buffer[] = [];
    let rest = Buffer.concat([this.rest, data]);
    for (let length = lineLength(rest); length > 0; length = lineLength(rest)) {
      frames.push(logFrame(this.stream, rest.subarray(0, length)));
      rest = rest.subarray(length);
    }
    this.rest = rest;
    return frames;
  }

  /** The frame of a last line without a line break. */
  end(): Buffer[] {
    const { rest } = this;
    this.rest = Buffer.alloc(0);
    return rest.length > 0 ? [logFrame(this.stream, rest)] : [];
  }
}

/** Bytes of the first line with its line break; 0 while it is not complete. */
function lineLength(data: Buffer): number {
  const length = data.indexOf(LINE_BREAK) + 1;
  return data.length >= LONGEST_LINE_BYTES && (length === 0 || length > LONGEST_LINE_BYTES)
    ? LONGEST_LINE_BYTES
    : length;
}

/** The text of frames, without their headers. */
export function framedText(frames: Buffer): string {
  const parts: Buffer[] = [];
  for (let start = 0; start + FRAME_HEADER_BYTES <= frames.length; ) {
    const end = start + FRAME_HEADER_BYTES + frames.readUInt32BE(start + 4);
    parts.push(frames.subarray(start + FRAME_HEADER_BYTES, end));
    start = end;
  }
  return Buffer.concat(parts).toString("utf8").trim();
}
