import { readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const CHUNK_BYTES = 64 * 1024;

/** Reads the lines of a file that somebody else writes, as they come. */
export class FollowedFile {
  private readonly decoder = new StringDecoder("utf8");
  private readonly chunk = Buffer.alloc(CHUNK_BYTES);
  private position = 0;
  private rest = "";

  constructor(
    private readonly file: number,
    private readonly onLine: (line: string) => void,
  ) {}

  /** Hands on the lines that were completed since the last time. */
  read(): void {
    for (;;) {
      const length = readSync(this.file, this.chunk, 0, CHUNK_BYTES, this.position);
      if (length === 0) return;
      this.position += length;
      const lines = (this.rest + this.decoder.write(this.chunk.subarray(0, length))).split("\n");
      this.rest = lines.pop() ?? "";
      for (const line of lines) this.onLine(line.replace(/\r$/, ""));
    }
  }

  /** Reads what is left, with a last line that nobody completed. */
  end(): void {
    this.read();
    const rest = this.rest + this.decoder.end();
    if (rest !== "") this.onLine(rest);
    this.rest = "";
  }
}
