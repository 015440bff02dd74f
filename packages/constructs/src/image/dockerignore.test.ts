import { dockerignore } from "./dockerignore";

const PATHS = [
  "README.md",
  "a.log",
  "b.log",
  "src/app.py",
  "src/app.pyc",
  "src/tests/test_app.py",
  "tests/test_all.py",
];

const kept = (content: string) => PATHS.filter((path) => !dockerignore(content)(path));

describe("dockerignore", () => {
  it.each<[string, string, string[]]>([
    ["lets a folder back in with all that is below it", "*\n!src\n**/*.pyc", ["src/app.py", "src/tests/test_app.py"]],
    ["lets one file of a refused folder back in", "*\n!src/app.py", ["src/app.py"]],
    [
      "means the context's root by a bare name",
      "tests/\nREADME.md\n*.pyc\n*.log",
      ["src/app.py", "src/app.pyc", "src/tests/test_app.py"],
    ],
    ["lets the last rule that matches decide", "!src\n*", []],
    ["tells upper case from lower", "*\n!src/app.py\nSRC", ["src/app.py"]],
    ["skips comments and blank lines, and takes ./ and / for the root", "# all\n\n ./* \n!/src/app.py", ["src/app.py"]],
    ["reads files from Windows", "*\r\n!src/app.py\r\n", ["src/app.py"]],
    ["matches in any folder by **", "*\n!**/test_*", ["src/tests/test_app.py", "tests/test_all.py"]],
    ["matches everything below by a trailing **", "*\n!src/tests/**", ["src/tests/test_app.py"]],
    ["matches one character by ?", "*\n!?.log", ["a.log", "b.log"]],
    ["matches no slash by * and ?", "*\n!src*app.py\n!src?app.py", []],
    ["negates a class by ^", "*\n!*.log\n[^a].log", ["a.log"]],
    ["knows ranges", "*\n!*.log\n[b-z].log", ["a.log"]],
    ["takes ! in a class for itself", "*\n!*.log\n[!a].log", ["b.log"]],
    ["takes what is escaped for itself", "*\n!\\a.log\n!\\*.log", ["a.log"]],
    ["takes characters of regular expressions for themselves", "*\n!a+log\n!(a|b).log\n!a.lo.", []],
  ])("%s", (_, content, paths) => {
    expect(kept(content)).toEqual(paths);
  });
});
