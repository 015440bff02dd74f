/** Lines about stacks, each with the time since the command began. */
export class Reporter {
  private readonly started = Date.now();
  private width = 0;

  constructor(private readonly write: (line: string) => void = (line) => console.log(line)) {}

  /** Aligns what follows the stacks' names. */
  align(ids: readonly string[]): void {
    this.width = Math.max(this.width, ...ids.map((id) => id.length));
  }

  stack(id: string, text: string): void {
    this.write(`${this.elapsed()}  ${id.padEnd(this.width)}  ${text}`);
  }

  line(text: string): void {
    this.write(`${this.elapsed()}  ${text}`);
  }

  /** Text of several lines as it is. */
  block(text: string): void {
    this.write(text);
  }

  private elapsed(): string {
    return `${Math.round((Date.now() - this.started) / 1000)}s`.padStart(5);
  }
}
