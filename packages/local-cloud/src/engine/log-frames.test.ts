import { framedText, LineFramer, logFrame, STDERR, STDOUT } from "./log-frames";

describe("a log frame", () => {
  it("is the stream, three zero bytes, the length and the bytes, as Docker has it", () => {
    expect([...logFrame(STDERR, Buffer.from("ä\n"))]).toEqual([2, 0, 0, 0, 0, 0, 0, 3, 0xc3, 0xa4, 0x0a]);
  });

  it("is read back as text, whichever stream it came from", () => {
    const frames = [logFrame(STDOUT, Buffer.from("one\n")), logFrame(STDERR, Buffer.from("two\n"))];
    expect(framedText(Buffer.concat(frames))).toBe("one\ntwo");
  });

  it("is read as far as it goes where the stream was cut off", () => {
    const frames = Buffer.concat([logFrame(STDOUT, Buffer.from("one\n")), logFrame(STDOUT, Buffer.from("two\n"))]);
    expect(framedText(frames.subarray(0, -2))).toBe("one\ntw");
    expect(framedText(frames.subarray(0, 16))).toBe("one");
    expect(framedText(Buffer.alloc(0))).toBe("");
  });
});

describe("the frames of a program's output", () => {
  const text = (frames: readonly Buffer[]) => frames.map((frame) => frame.subarray(8).toString("utf8"));

  it("hold one line each, however the pipe cuts them", () => {
    const framer = new LineFramer(STDOUT);
    expect(text(framer.push(Buffer.from("one\ntwo\nthr")))).toEqual(["one\n", "two\n"]);
    expect(text(framer.push(Buffer.from("ee\n\n")))).toEqual(["three\n", "\n"]);
    expect(framer.push(Buffer.alloc(0))).toEqual([]);
  });

  it("keep characters whole that the pipe cuts", () => {
    const framer = new LineFramer(STDOUT);
    const line = Buffer.from("größer\n");
    expect(framer.push(line.subarray(0, 3))).toEqual([]);
    expect(text(framer.push(line.subarray(3)))).toEqual(["größer\n"]);
  });

  it("hold the last line, too, when the program ends without a line break", () => {
    const framer = new LineFramer(STDERR);
    framer.push(Buffer.from("one\nlast"));
    const [frame, ...others] = framer.end();
    expect(frame).toEqual(logFrame(STDERR, Buffer.from("last")));
    expect(others).toEqual([]);
    expect(framer.end()).toEqual([]);
  });

  it("do not wait for the end of a line that is longer than an event of CloudWatch Logs", () => {
    const framer = new LineFramer(STDOUT);
    const frames = framer.push(Buffer.alloc(300 * 1024, "x"));
    expect(frames.map(({ length }) => length - 8)).toEqual([256 * 1024]);
    expect(text(framer.end())).toEqual(["x".repeat(44 * 1024)]);
  });
});
