import { procfileCommands } from "./procfile";

describe("the command of a Procfile", () => {
  it.each([
    ["web: gunicorn app\n", "gunicorn app"],
    ["worker: python worker.py\nweb: gunicorn app", "gunicorn app"],
    ["# web: commented out\r\n\r\nweb:gunicorn -b :$PORT 'app:create()'  \r\n", "gunicorn -b :$PORT 'app:create()'"],
    ["web-admin: admin\nweb: first\nweb: second\n", "first"],
  ])("is read from %j", (content, command) => {
    expect(procfileCommands(content).get("web")).toBe(command);
  });

  it("is one of several, by process type", () => {
    const content = "release: flask db upgrade && flask seed\nweb: gunicorn app\nworker: celery -A app worker\n";
    expect([...procfileCommands(content)]).toEqual([
      ["release", "flask db upgrade && flask seed"],
      ["web", "gunicorn app"],
      ["worker", "celery -A app worker"],
    ]);
  });

  it.each(["", "worker: python worker.py\n", "web:\n", "# web: gunicorn\n"])("is missed in %j", (content) => {
    expect(procfileCommands(content).has("web")).toBe(false);
  });
});
